/** The look of the HTML report, on a screen and on paper. */
import { createHash } from 'node:crypto'

export const style = `
:root { color-scheme: light; --ink: #1b1a19; --dim: #55514d; --line: #c8c6c4; --head: #f3f2f1; --blue: #0f548c; }
* { box-sizing: border-box; }
body { font: 15px/1.45 "Segoe UI", system-ui, -apple-system, sans-serif; color: var(--ink); background: #fff; margin: 0 auto; max-width: 90rem; padding: 1.5rem; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .5rem; padding-top: .4rem; border-top: 2px solid var(--blue); }
p { margin: .4rem 0; max-width: 75ch; }
a { color: var(--blue); }
.notice { border-left: 4px solid var(--blue); padding: .3rem .8rem; background: var(--head); }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .8rem 0; }
dl.facts dt { color: var(--dim); } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
nav ol { columns: 3 16rem; padding-left: 1.4rem; margin: .4rem 0; }
.scroll { overflow-x: auto; margin: .6rem 0; }
.scroll:focus-visible, a:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; color: var(--dim); padding: 0 0 .3rem; max-width: 75ch; }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
thead th { background: var(--head); }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.text, th.text { min-width: 6rem; max-width: 34rem; overflow-wrap: anywhere; }
td.time { white-space: nowrap; }
code { font-family: Consolas, ui-monospace, monospace; font-size: .95em; }
#findings td:nth-child(4), #waived td:nth-child(4) { min-width: 22rem; max-width: none; width: 45%; }
#findings th[scope=row], #waived th[scope=row] { max-width: 15rem; }
tbody tr:target { background: #fff4ce; }
.small { font-size: .85em; color: var(--dim); }
.tag { display: inline-block; padding: 0 .45em; border-radius: .2em; border: 1px solid currentColor; font-weight: 600; white-space: nowrap; }
.high, .over, .not-assessed { color: #8e1116; background: #fdf3f4; } .medium, .near, .partial { color: #714100; background: #fff9f0; }
.low { color: #0b4a6f; background: #f0f6fa; } .info, .unknown { color: #454240; background: #f6f5f4; } .within, .complete { color: #0b5a08; background: #f1faf1; }
ul.plain { margin: .2rem 0; padding-left: 1.2rem; }
.gauges { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .8rem; padding: 0; margin: .8rem 0; list-style: none; }
.gauges li { border: 1px solid var(--line); border-radius: .3rem; padding: .6rem .8rem; break-inside: avoid; }
.gauges svg { display: block; width: 100%; height: .9rem; margin: .4rem 0; }
.gauges strong { display: block; }
@media (max-width: 40rem) { body { padding: .8rem; } dl.facts { grid-template-columns: 1fr; } dl.facts dd { margin-bottom: .4rem; } }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  body { font-size: 9.5pt; padding: 0; max-width: none; } nav { display: none; } .scroll { overflow: visible; }
  table { font-size: 8.5pt; } thead { display: table-header-group; } tr { break-inside: avoid; } h2 { break-after: avoid; } a { color: inherit; text-decoration: none; }
  .tag, thead th, .gauges rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`

/** Nothing is loaded, nothing runs; this style alone is applied. */
export const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`
