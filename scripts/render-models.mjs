// Draws the models with the viewers that Camunda's own tools use: bpmn-js for processes, dmn-js for decision tables.
import { readFile, writeFile, mkdir, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { layoutFaults } from './layout.mjs';

const scripts = dirname(fileURLToPath(import.meta.url));
const models = join(scripts, '..', 'bpmn');
const pictures = join(scripts, '..', 'docs', 'models');
const require = createRequire(import.meta.url);

const MARGIN = 20;
// A picture is drawn at twice its size to be sharp, a very wide one at less.
const SHARP = 2;
const WIDEST = 5000;

const wanted = process.argv.slice(2);
const files = (await readdir(models))
  .filter(file => ['.bpmn', '.dmn'].includes(extname(file)))
  .filter(file => wanted.length === 0 || wanted.includes(basename(file, extname(file))))
  .sort();

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'
  ]
});
let faulty = false;
try {
  await mkdir(pictures, { recursive: true });
  for (const file of files) {
    const name = basename(file, extname(file));
    const xml = await readFile(join(models, file), 'utf8');
    const faults = extname(file) === '.bpmn' ? await drawProcess(name, xml) : await drawTable(name, xml);
    faults.forEach(fault => console.error(`${file}: ${fault}`));
    faulty ||= faults.length > 0;
    console.log(`${file} drawn`);
  }
} finally {
  await browser.close();
}
process.exit(faulty ? 1 : 0);

async function drawProcess(name, xml) {
  const page = await browser.newPage();
  await page.setContent('<div id="canvas" style="width: 1600px; height: 900px"></div>');
  await page.addScriptTag({ path: require.resolve('bpmn-js/dist/bpmn-viewer.production.min.js') });
  const { svg, warnings, drawn } = await page.evaluate(async ({ xml, margin }) => {
    const viewer = new BpmnJS({ container: '#canvas' });
    const { warnings } = await viewer.importXML(xml);
    const { svg } = await viewer.saveSVG();
    return { svg: framed(svg), warnings: warnings.map(warning => warning.message), drawn: geometry() };

    // White ground, a margin, no invisible click areas, and ids that are the same on every run.
    function framed(text) {
      const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
      const [x, y, width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
      const box = {
        x: Math.floor(x - margin), y: Math.floor(y - margin),
        width: Math.ceil(width + 2 * margin), height: Math.ceil(height + 2 * margin)
      };
      svg.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`);
      svg.setAttribute('width', box.width);
      svg.setAttribute('height', box.height);
      svg.querySelectorAll('.djs-hit, .djs-outline').forEach(area => area.remove());
      const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      Object.entries({ ...box, fill: 'white' }).forEach(([key, value]) => ground.setAttribute(key, value));
      svg.prepend(ground);
      const ids = new Map();
      return new XMLSerializer().serializeToString(svg)
        .replace(/marker-[0-9a-z]{20,}/g, id => {
          if (!ids.has(id)) ids.set(id, `marker-${ids.size + 1}`);
          return ids.get(id);
        });
    }

    // What is where, as drawn: texts are measured, not taken from the model.
    function geometry() {
      const canvas = viewer.get('canvas');
      canvas.zoom(1);
      const view = canvas.viewbox();
      const origin = document.querySelector('#canvas svg').getBoundingClientRect();
      const place = node => {
        const box = node.getBoundingClientRect();
        return { x: view.x + box.x - origin.x, y: view.y + box.y - origin.y, width: box.width, height: box.height };
      };
      const around = boxes => {
        const x = Math.min(...boxes.map(box => box.x));
        const y = Math.min(...boxes.map(box => box.y));
        return {
          x, y,
          width: Math.max(...boxes.map(box => box.x + box.width)) - x,
          height: Math.max(...boxes.map(box => box.y + box.height)) - y
        };
      };
      const text = graphics => {
        const lines = [...graphics.querySelectorAll(':scope > .djs-visual > text > tspan')];
        return lines.some(line => line.textContent.trim()) ? around(lines.map(place)) : undefined;
      };
      const frames = element => element.parent ? [element.parent.id, ...frames(element.parent)] : [];
      const drawn = { shapes: [], labels: [], flows: [] };
      viewer.get('elementRegistry').forEach((element, graphics) => {
        if (!element.parent) return;
        if (element.waypoints) {
          drawn.flows.push({
            id: element.id, source: element.source.id, target: element.target.id, frames: frames(element),
            points: element.waypoints.map(({ x, y }) => ({ x, y }))
          });
        } else if (element.labelTarget) {
          drawn.labels.push({ of: element.labelTarget.id, ...text(graphics) });
        } else {
          drawn.shapes.push({
            id: element.id, type: element.type, host: element.host?.id, frames: frames(element), text: text(graphics),
            x: element.x, y: element.y, width: element.width, height: element.height
          });
        }
      });
      return drawn;
    }
  }, { xml, margin: MARGIN });
  await page.close();
  await writeFile(join(pictures, `${name}.svg`), `${svg}\n`);
  await photograph(name, `<body style="margin: 0">${svg}</body>`, 'svg');
  return [...warnings, ...layoutFaults(drawn)];
}

async function drawTable(name, xml) {
  const viewer = require.resolve('dmn-js/dist/dmn-viewer.production.min.js');
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, deviceScaleFactor: SHARP });
  await page.setContent(`<div id="canvas" style="width: fit-content; margin: ${MARGIN}px"></div>`);
  for (const style of ['diagram-js', 'dmn-js-shared', 'dmn-js-decision-table']) {
    await page.addStyleTag({ path: join(dirname(viewer), 'assets', `${style}.css`) });
  }
  await page.addStyleTag({ content: '.view-drd { display: none; } .dmn-js-parent { height: auto !important; }' });
  await page.addScriptTag({ path: viewer });
  const warnings = await page.evaluate(async xml => {
    const viewer = new DmnJS({ container: '#canvas' });
    const { warnings } = await viewer.importXML(xml);
    await viewer.open(viewer.getViews().find(view => view.type === 'decisionTable'));
    return warnings.map(warning => warning.message);
  }, xml);
  const title = await page.locator('.decision-table-properties').boundingBox();
  const table = await page.locator('.tjs-table').boundingBox();
  await page.screenshot({
    path: join(pictures, `${name}.png`),
    clip: {
      x: title.x - MARGIN, y: title.y - MARGIN,
      width: table.width + 2 * MARGIN, height: table.y + table.height - title.y + 2 * MARGIN
    }
  });
  await page.close();
  return warnings;
}

async function photograph(name, html, selector) {
  const page = await browser.newPage();
  await page.setContent(html);
  const { width } = await page.locator(selector).boundingBox();
  await page.close();
  const sharp = await browser.newPage({ deviceScaleFactor: Math.min(SHARP, WIDEST / width) });
  await sharp.setContent(html);
  await sharp.locator(selector).screenshot({ path: join(pictures, `${name}.png`) });
  await sharp.close();
}
