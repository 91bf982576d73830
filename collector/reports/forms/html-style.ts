/** Within the file itself: the report is read where nothing else can be loaded. */
export const htmlStyle = `
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1rem/1.5 "Source Sans 3", "Segoe UI", Arial, sans-serif; color: #1a1a1a; background: #fff; }
main { overflow-wrap: break-word; }
h1, h2 { color: #1f4e79; line-height: 1.2; text-wrap: balance; }
h2 { margin-top: 2.5rem; border-bottom: 2px solid #1f4e79; }
a { color: #1f4e79; }
a:focus, .scroll:focus { outline: 3px solid #b34700; outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.draft { border: 2px solid #8a1c1c; color: #8a1c1c; font-weight: 600; padding: .5rem 1rem; }
.facts { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 2fr); gap: .25rem 1rem; }
.facts dt { font-weight: 600; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1rem; list-style: none; padding: 0; }
.figures li { border: 1px solid #767676; padding: .75rem; }
.figures strong { display: block; font-size: 1.6rem; color: #1f4e79; }
.figures small { display: block; font-size: .9rem; }
.points { padding-left: 1.25rem; }
.points li { margin-bottom: .5rem; }
.points small { display: block; font-size: .9rem; color: #444; }
nav ul { list-style: none; padding: 0; columns: 2 18rem; }
nav li { margin-bottom: .25rem; break-inside: avoid; }
.signatures td { height: 3.5rem; }
.writing { border: 1px solid #767676; min-height: 8rem; padding: .25rem .75rem; margin: 1rem 0; }
.writing p { margin: 0; font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { border-bottom: 1px solid #767676; padding: .25rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #e8eef4; }
tbody th { font-weight: 400; }
.number { text-align: right; }
figure { margin: 1.5rem 0; }
figure svg { max-width: 100%; height: auto; }
@media (max-width: 30rem) {
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: .5rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip { display: none; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr, figure svg, .figures li { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
}
`;
