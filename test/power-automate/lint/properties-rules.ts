/** Sections 5.13 and 5.14: apiProperties.json and the icon. */
import { at, isObject, objectOf, textOf, walk, type Json } from './json.ts'
import { readPng, type Picture } from './png.ts'
import { rulesOf, type Linted } from './rule.ts'

const given = ({ properties }: Linted, ...names: string[]): Json | undefined => at(properties, 'properties', ...names)
const color = (linted: Linted): string => textOf(given(linted, 'iconBrandColor')).toLowerCase()
const when = (isBroken: boolean, words: string): string[] => (isBroken ? [words] : [])
const independentColor = '#da3b01'

/** Whether a connection parameter is of the kind that the security definition asks for. */
function hasParameterFor(linted: Linted, security: Json): boolean {
  const parameters = objectOf(given(linted, 'connectionParameters'))
  if (at(security, 'type') === 'oauth2') {
    return Object.values(parameters).some((parameter) => at(parameter, 'type') === 'oauthSetting')
  }
  if (at(security, 'type') !== 'apiKey') return true
  return Object.values(parameters).some((parameter) => at(parameter, 'type') === 'securestring')
}

const accountRules = rulesOf(13, {
  BrandColorInvalid: (linted) => when(!/^#[0-9a-f]{6}$/.test(color(linted)), color(linted)),
  BrandColorReserved: (linted) => when(['#007ee5', '#ffffff'].includes(color(linted)), color(linted)),
  BrandColorOfIndependentPublisher: (linted) =>
    when(linted.isIndependent && color(linted) !== independentColor, color(linted)),
  ClientSecretPresent: ({ properties }) =>
    [...walk(properties)]
      .filter(({ value }) => isObject(value) && Object.keys(value).some((name) => /^client_?secret$/i.test(name)))
      .map(({ path }) => path.join('.')),
  PublisherInvalid: (linted) =>
    ['publisher', 'stackOwner'].filter((name) => !/^[A-Za-z0-9][A-Za-z0-9 ]*$/.test(textOf(given(linted, name)))),
  SecurityDefinitionMissing: ({ definition }) => {
    const named = Object.keys(objectOf(definition['securityDefinitions']))
    return when(named.length === 0, 'securityDefinitions')
  },
  SecurityDefinitionMismatch: (linted) =>
    Object.entries(objectOf(linted.definition['securityDefinitions']))
      .filter(([, security]) => !hasParameterFor(linted, security))
      .map(([name]) => name),
})

/** null without an icon: an independent publisher needs none. */
function iconOf({ files }: Linted): { readonly picture: Picture | null } | null {
  const bytes = files.get('icon.png')
  return bytes === undefined ? null : { picture: readPng(bytes) }
}

function iconWhere(linted: Linted, isBroken: (picture: Picture) => boolean): string[] {
  const picture = iconOf(linted)?.picture ?? null
  return picture !== null && isBroken(picture) ? ['icon.png'] : []
}

const iconRules = rulesOf(14, {
  IconNotPng: (linted) => when(iconOf(linted)?.picture === null, 'icon.png'),
  IconNotSquare: (linted) => iconWhere(linted, ({ width, height }) => width !== height),
  IconSizeInvalid: (linted) =>
    iconWhere(linted, ({ width, height }) => Math.min(width, height) < 100 || Math.max(width, height) > 230),
  IconNotOpaque: (linted) => iconWhere(linted, ({ isOpaque }) => !isOpaque),
  IconBackgroundNotBrandColor: (linted) =>
    iconWhere(linted, ({ corner }) => corner !== null && corner !== color(linted)),
})

export const propertiesRules = [...accountRules, ...iconRules]
