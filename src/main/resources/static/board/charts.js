// Draws a table as a chart above it. The table stays: it has the figures, for whoever reads it or listens to it; the picture is hidden
// from screen readers. A table says how it is drawn:
//   <table data-chart="stacked-bars" data-chart-unit="individuals"> one bar per row of its body, named by the row's th;
//   <table data-chart="bars"> likewise, with one series;
//   one colour per column whose th in the head has data-series, in the order of the columns.
// Nothing moves; colours are those of board.css, by lightness before hue, with a line between neighbours.
(() => {
  const ROW = 30;
  const KEY = 14;
  const charts = new Map();

  // Paper is white, whatever the screen is.
  const PAPER = {
    "--chart-1": "#1d4a63", "--chart-2": "#3d7a99", "--chart-3": "#6f9fb6", "--chart-4": "#b4690e", "--chart-5": "#9b2226", "--chart-6": "#6b7a83",
    "--chart-line": "#999", "--chart-ink": "#000", "--sheet": "#fff"
  };
  let paper = false;

  const colour = name => paper ? PAPER[name] : getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = cell => Number(cell.textContent.replace(/[^\d.-]/g, "")) || 0;

  function read(table) {
    const heads = [...table.tHead.rows[0].cells];
    const columns = heads.map((head, i) => head.hasAttribute("data-series") ? i : -1).filter(i => i >= 0);
    const rows = [...table.tBodies[0].rows];
    return {
      labels: rows.map(row => row.cells[0].textContent.trim()),
      series: columns.map(i => ({label: heads[i].textContent.trim(), data: rows.map(row => number(row.cells[i]) || null)}))
    };
  }

  // On a phone a long name takes two lines.
  function folded(name) {
    const gap = [...name.matchAll(/ /g)].map(each => each.index)
      .sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0];
    return name.length > 14 && gap ? [name.slice(0, gap), name.slice(gap + 1)] : name;
  }

  // How many lines the legend takes, which lays its entries out one after the other.
  function lines(names, font, width) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${font.size}px ${font.family}`;
    let count = 1;
    let at = 0;
    for (const name of names) {
      const entry = KEY + font.size / 2 + pen.measureText(name).width + 10;
      if (at > 0 && at + entry > width) {
        count++;
        at = 0;
      }
      at += entry;
    }
    return count;
  }

  // The longer something waits, the stronger the colour.
  const shades = count => count === 1 ? ["--chart-1"] : ["--chart-3", "--chart-2", "--chart-1", "--chart-4", "--chart-5", "--chart-6"];

  function draw(table) {
    const {labels, series} = read(table);
    const names = shades(series.length);
    const box = document.createElement("div");
    box.className = "chart";
    box.setAttribute("aria-hidden", "true");
    const canvas = document.createElement("canvas");
    box.append(canvas);
    const place = table.closest(".scroll") || table;
    place.before(box);
    const ink = colour("--chart-ink");
    const line = colour("--chart-line");
    const narrow = !paper && box.clientWidth < 480;
    const font = {family: getComputedStyle(document.body).fontFamily, size: narrow ? 12 : 13};
    const legend = series.length > 1 ? lines(series.map(each => each.label), font, box.clientWidth - 10) : 0;
    box.style.height = `${labels.length * (narrow ? 36 : ROW) + 60 + legend * (font.size + 11)}px`;
    charts.set(table, {box, chart: new Chart(canvas, {
      type: "bar",
      data: {labels: narrow ? labels.map(folded) : labels, datasets: series.map((each, i) => ({
        ...each,
        backgroundColor: colour(names[i % names.length]),
        borderColor: colour("--sheet"),
        borderWidth: 1,
        borderSkipped: false,
        // One of thousands is seen, too.
        minBarLength: 5,
        maxBarThickness: 20
      }))},
      options: {
        indexAxis: "y",
        animation: false,
        maintainAspectRatio: false,
        scales: {
          x: {stacked: true, beginAtZero: true, ticks: {color: ink, font, precision: 0, maxTicksLimit: 8}, grid: {color: line}, border: {display: false},
            title: {display: !!table.dataset.chartUnit, text: table.dataset.chartUnit, color: ink, font}},
          y: {stacked: true, ticks: {color: ink, font, autoSkip: false}, grid: {display: false}, border: {color: line}}
        },
        plugins: {
          legend: {display: series.length > 1, position: "top", align: "start", labels: {color: ink, font, boxWidth: KEY, boxHeight: KEY}},
          tooltip: {mode: "index", axis: "y", intersect: false}
        }
      }
    })});
  }

  function clear() {
    for (const [table, {box, chart}] of charts) {
      chart.destroy();
      box.remove();
      charts.delete(table);
    }
  }

  function all() {
    clear();
    document.querySelectorAll("table[data-chart]").forEach(draw);
  }

  all();
  document.addEventListener("htmx:afterSwap", all);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  addEventListener("beforeprint", () => {
    paper = true;
    all();
    charts.forEach(({chart}) => chart.resize(680, chart.height));
  });
  addEventListener("afterprint", () => {
    paper = false;
    all();
  });
})();
