// Says what a reader of a diagram would stumble over: shapes, texts and lines that overlap, cross or come too close.

const GAP = { shapes: 8, frame: 15, text: 2, lines: 6, lineToShape: 4, lineToFrame: 8 };

/**
 * @param drawn shapes, labels and flows as drawn, in the units of the diagram
 * @returns one sentence for each fault, none for a good layout
 */
export function layoutFaults({ shapes, labels, flows }) {
  const faults = [];
  const byId = new Map(shapes.map(shape => [shape.id, shape]));
  const lines = flows.flatMap(flow => segments(flow));
  const isFrame = shape => shape.type === 'bpmn:SubProcess';

  for (const [a, b] of pairs(shapes)) {
    if (a.host === b.id || b.host === a.id) continue;
    const [inner, outer] = a.frames.includes(b.id) ? [a, b] : b.frames.includes(a.id) ? [b, a] : [];
    if (inner) {
      if (!inside(inner, outer, GAP.frame)) faults.push(`${inner.id} is too near to the frame of ${outer.id}`);
    } else if (near(a, b, GAP.shapes)) {
      faults.push(`${a.id} and ${b.id} overlap`);
    }
  }

  for (const label of labels) {
    const name = `the label of ${label.of}`;
    for (const shape of shapes) {
      if (isFrame(shape)) {
        if (near(label, shape, 0) && !inside(label, shape, GAP.lineToShape)) faults.push(`${name} lies on the frame of ${shape.id}`);
        if (shape.text && near(label, shape.text, GAP.text)) faults.push(`${name} lies on the title of ${shape.id}`);
      } else if (covers(shape, label)) {
        faults.push(`${name} lies on ${shape.id}`);
      }
    }
    for (const line of lines) if (near(label, line, GAP.text)) faults.push(`${name} lies on the line ${line.flow.id}`);
  }
  for (const [a, b] of pairs(labels)) if (near(a, b, GAP.text)) faults.push(`the labels of ${a.of} and ${b.of} overlap`);

  for (const shape of shapes.filter(({ text }) => text)) {
    if (!inside(shape.text, shape, GAP.text)) faults.push(`the text of ${shape.id} does not fit`);
    if (!isFrame(shape)) continue;
    for (const line of lines) if (near(shape.text, line, GAP.text)) faults.push(`the title of ${shape.id} lies on the line ${line.flow.id}`);
    for (const other of shapes) {
      const outside = other !== shape && !shape.frames.includes(other.id);
      if (outside && near(shape.text, other, GAP.text)) faults.push(`the title of ${shape.id} lies on ${other.id}`);
    }
  }

  for (const line of lines) {
    const { flow } = line;
    if (line.width > 0 && line.height > 0) faults.push(`the line ${flow.id} is slanted`);
    for (const shape of shapes) {
      if (flow.frames.includes(shape.id)) {
        if (!inside(line, shape, GAP.lineToFrame)) faults.push(`the line ${flow.id} comes too near to the frame of ${shape.id}`);
      } else if ((line.first && shape.id === flow.source) || (line.last && shape.id === flow.target)) {
        if (near(line, shape, -1)) faults.push(`the line ${flow.id} runs through its end ${shape.id}`);
      } else if (line.first && byId.get(flow.source).host === shape.id) {
        if (near(line, shape, -19)) faults.push(`the line ${flow.id} runs through ${shape.id}`);
      } else if (near(line, shape, GAP.lineToShape)) {
        faults.push(`the line ${flow.id} runs through ${shape.id}`);
      }
    }
  }
  for (const [a, b] of pairs(lines)) {
    if (a.flow === b.flow) continue;
    const together = a.flow.source === b.flow.source || a.flow.target === b.flow.target;
    if (cross(a, b)) faults.push(`the lines ${a.flow.id} and ${b.flow.id} cross`);
    else if (!together && near(a, b, GAP.lines)) faults.push(`the lines ${a.flow.id} and ${b.flow.id} run too close`);
  }
  return faults;
}

function pairs(list) {
  return list.flatMap((a, index) => list.slice(index + 1).map(b => [a, b]));
}

function segments(flow) {
  return flow.points.slice(1).map((to, index) => {
    const from = flow.points[index];
    return {
      flow, first: index === 0, last: index === flow.points.length - 2,
      x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y)
    };
  });
}

function near(a, b, gap) {
  return a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
}

function inside(inner, outer, gap) {
  return inner.x - outer.x >= gap && inner.y - outer.y >= gap
    && outer.x + outer.width - inner.x - inner.width >= gap && outer.y + outer.height - inner.y - inner.height >= gap;
}

// A gateway is a diamond and an event a circle: the corners of their boxes are free.
function covers(shape, label) {
  const centre = { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 };
  const across = Math.abs(centre.x - Math.max(label.x, Math.min(centre.x, label.x + label.width)));
  const down = Math.abs(centre.y - Math.max(label.y, Math.min(centre.y, label.y + label.height)));
  if (shape.type.endsWith('Gateway')) return across + down < shape.width / 2 + GAP.text;
  if (shape.type.endsWith('Event')) return Math.hypot(across, down) < shape.width / 2 + GAP.text;
  return near(label, shape, GAP.text);
}

function cross(a, b) {
  const [flat, steep] = a.height === 0 ? [a, b] : [b, a];
  return flat.height === 0 && steep.width === 0
    && steep.x > flat.x && steep.x < flat.x + flat.width && flat.y > steep.y && flat.y < steep.y + steep.height;
}
