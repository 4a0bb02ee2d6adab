/** The report's whole style: the product's own colours and faces, on paper too. */
export const reportStyle = `
:root{--ink:#1b1e22;--soft:#56606b;--line:#dfe3e8;--side:#f6f7f9;--accent:#245fb0;--good:#1c7a3c;--bad:#c02626;--doubt:#7438b8;--idle:#8a939d;--warn:#945600;--warn-ground:#fff4de;--practice:#0b6e69;--practice-ground:#e0f4f2}
*{box-sizing:border-box}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;background:#fff;color:var(--ink);font:14px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',Arial,sans-serif;font-variant-numeric:tabular-nums}
.pages{width:100%;border:0;border-collapse:collapse;max-width:920px;margin:0 auto;table-layout:fixed}
.pages>tbody>tr>td,.pages>tfoot>tr>td{padding:0 32px;border:0}
header{padding:32px 0 20px;border-bottom:2px solid var(--accent);margin-bottom:24px}
.eyebrow{color:var(--accent);font-weight:600;font-size:13px;margin:0 0 4px}
h1{font-size:26px;line-height:1.25;margin:0;font-weight:650;overflow-wrap:anywhere}
h2{font-size:17px;line-height:1.3;margin:36px 0 12px;font-weight:650;break-after:avoid}
h3{font-size:14px;margin:0;font-weight:650;break-after:avoid}
p{margin:0 0 8px}
.soft{color:var(--soft)}
.notice{background:var(--warn-ground);border-left:4px solid var(--warn);padding:10px 14px;margin:0 0 16px}
.notice.practice{background:var(--practice-ground);border-color:var(--practice)}
.mono{font-family:ui-monospace,'Cascadia Mono','Segoe UI Mono',SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace;font-size:12px;overflow-wrap:anywhere}
.tiles{display:grid;grid-template-columns:repeat(5,1fr);gap:8px;margin:0 0 10px}
.tile{border:1px solid var(--line);border-radius:6px;padding:10px 12px;break-inside:avoid}
.tile b{display:block;font-size:22px;line-height:1.2;font-weight:650}
.tile .mark{margin-right:6px}
.tile small{display:block;color:var(--soft);font-size:11px;line-height:1.35;margin-top:4px}
.mark{font-weight:700}
.c-accepted{color:var(--good)}.c-rejected{color:var(--bad)}.c-unknown{color:var(--doubt)}.c-unsent,.c-skipped{color:#5d6670}.c-error{color:var(--bad)}.c-warning{color:var(--warn)}
svg.bar{width:100%;height:10px;display:block;border-radius:5px;margin:0 0 6px}
svg.chart{width:100%;height:96px;display:block;margin-top:10px}
svg.chart line{stroke:var(--line);stroke-width:1}
.o-accepted{fill:#3a9a5b}.o-rejected{fill:var(--bad)}.o-unknown{fill:var(--doubt)}.o-unsent{fill:#b4bbc3}.o-skipped{fill:#d5dae0}
dl.facts{display:grid;grid-template-columns:12em 1fr;gap:6px 16px;margin:0}
dl.facts dt{color:var(--soft)}
dl.facts dd{margin:0;overflow-wrap:anywhere;min-width:0}
.run{border:1px solid var(--line);border-radius:6px;padding:14px 16px;margin:0 0 12px;break-inside:avoid}
.run-head{display:flex;justify-content:space-between;gap:16px;margin-bottom:10px}
table.list{width:100%;border-collapse:collapse;font-size:12.5px;line-height:1.45;table-layout:fixed}
table.list th{text-align:left;font-weight:600;color:var(--soft);border-bottom:1px solid var(--ink);padding:4px 8px 4px 0;vertical-align:bottom}
table.list td{border-bottom:1px solid var(--line);padding:6px 8px 6px 0;vertical-align:top;overflow-wrap:anywhere}
table.list tr{break-inside:avoid}
table.list .n{text-align:right;padding-right:16px;width:6.5em}
table.list .t{width:15em}
table.list .w{width:9em}
table.list .a{width:40%}
.cells{margin:0;padding:0}
.cells span{color:var(--soft)}
.cells div{display:inline-block;max-width:100%;margin-right:14px;white-space:pre-wrap}
del{color:var(--soft)}
ins{text-decoration:none;border-bottom:2px solid var(--accent)}
footer,.foot{font-size:10px;color:var(--soft);line-height:1.4}
.foot div{border-top:1px solid var(--line);margin-top:24px;padding:6px 0 12px;overflow-wrap:anywhere}
@media (max-width:640px){.tiles{grid-template-columns:repeat(2,1fr)}.pages>tbody>tr>td,.pages>tfoot>tr>td{padding:0 16px}dl.facts{grid-template-columns:1fr}dl.facts dd{margin-bottom:6px}}
@media print{body{font-size:10.5pt}.pages{max-width:none}.pages>tbody>tr>td,.pages>tfoot>tr>td{padding:0}header{padding-top:0}.foot div{margin-top:10px;padding-bottom:0}h2{margin-top:24px}table.list{font-size:8.5pt}table.list td{padding-top:4px;padding-bottom:4px}table.list thead{display:table-header-group}}
`;

/** Paper for a browser's own printing, with page numbers where the browser has them. PDFs get theirs from Electron. */
export const pageStyle = (page: string) =>
  `@page{size:auto;margin:16mm 14mm 16mm;@bottom-right{content:"${page} " counter(page) " / " counter(pages);font:9px system-ui,sans-serif;color:#56606b}}`;
