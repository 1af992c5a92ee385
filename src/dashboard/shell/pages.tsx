/** The pages, in the order of the navigation. Each is loaded when it is first opened. */
import {
  Board20Regular,
  CalculatorRegular,
  DatabaseRegular,
  GlobeRegular,
  HistoryRegular,
  PeopleRegular,
  ShieldKeyholeRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import { lazy, type FunctionComponent, type LazyExoticComponent, type ReactNode } from 'react'

type Page = FunctionComponent

interface PageEntry {
  readonly path: string
  readonly title: string
  readonly icon: ReactNode
  readonly Page: LazyExoticComponent<Page>
}

/** React wants a default export; the house has none. */
function load<K extends string>(name: K, module: () => Promise<Record<K, Page>>): LazyExoticComponent<Page> {
  return lazy(async () => {
    const Page: Page = (await module())[name]
    return { default: Page }
  })
}

export const pages: readonly PageEntry[] = [
  {
    path: '/',
    title: 'Overview',
    icon: <Board20Regular />,
    Page: load('OverviewPage', () => import('../pages/overview/overview-page.tsx')),
  },
  {
    path: '/capacity',
    title: 'Capacity',
    icon: <DatabaseRegular />,
    Page: load('CapacityPage', () => import('../pages/capacity/capacity-page.tsx')),
  },
  {
    path: '/findings',
    title: 'Findings',
    icon: <WarningRegular />,
    Page: load('FindingsPage', () => import('../pages/findings/findings-page.tsx')),
  },
  {
    path: '/access',
    title: 'Access',
    icon: <ShieldKeyholeRegular />,
    Page: load('AccessPage', () => import('../pages/access/access-page.tsx')),
  },
  {
    path: '/seats',
    title: 'Seats and people',
    icon: <PeopleRegular />,
    Page: load('SeatsPage', () => import('../pages/seats/seats-page.tsx')),
  },
  {
    path: '/environments',
    title: 'Environments',
    icon: <GlobeRegular />,
    Page: load('EnvironmentsPage', () => import('../pages/environments/environments-page.tsx')),
  },
  {
    path: '/planner',
    title: 'Planner',
    icon: <CalculatorRegular />,
    Page: load('PlannerPage', () => import('../pages/planner/planner-page.tsx')),
  },
  {
    path: '/runs',
    title: 'Runs and coverage',
    icon: <HistoryRegular />,
    Page: load('RunsPage', () => import('../pages/runs/runs-page.tsx')),
  },
]
