/// How the page looks on a screen, in the dark and in print.
enum PageStyle {
    static let css = """
        :root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #57606a;
          --line: #d0d7de; --bar: #1f6feb; --open: #9a6700; --plan: #8250df; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #0d1117; --ink: #e6edf3; --soft: #9aa4af; --line: #30363d;
            --bar: #58a6ff; --open: #d29922; --plan: #bc8cff; }
        }
        body { margin: 0 auto; padding: 1rem; max-width: 60rem; background: var(--paper);
          color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.6rem; margin: .5rem 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
        p { margin: .3rem 0; } .soft { color: var(--soft); }
        svg { display: block; width: 100%; min-width: 34rem; height: auto; }
        svg text { fill: var(--soft); font: 12px system-ui, sans-serif; }
        .grid { stroke: var(--line); } .bar { fill: var(--bar); }
        .trend { fill: none; stroke: var(--bar); stroke-width: 2; }
        .plan { fill: none; stroke: var(--plan); stroke-width: 2; stroke-dasharray: 6 4; }
        .limit { stroke: var(--open); stroke-width: 2; stroke-dasharray: 2 3; }
        figure { margin: 0; overflow-x: auto; } .scroll { overflow-x: auto; }
        table { border-collapse: collapse; margin: .5rem 0 1rem; font-size: .9rem; }
        caption { text-align: left; color: var(--soft); padding: .3rem 0; }
        th, td { padding: .2rem .5rem .2rem 0; border-bottom: 1px solid var(--line);
          text-align: left; font-weight: normal; vertical-align: top; }
        tbody th { overflow-wrap: anywhere; min-width: 5.6rem; }
        thead th { color: var(--soft); } .n { text-align: right; white-space: nowrap;
          font-variant-numeric: tabular-nums; }
        @media print {
          :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #333; --line: #999;
            --bar: #444; --open: #000; --plan: #666; }
          body { max-width: none; padding: 0; font-size: 11pt; }
          svg { min-width: 0; } .scroll, figure { overflow: visible; } figure, tr { break-inside: avoid; }
          h2 { break-after: avoid; }
          .bar { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """
}
