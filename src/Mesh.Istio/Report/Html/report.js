(() => {
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const byId = id => document.getElementById(id);
if (!byId('cells')) {
  return;
}
const word = place => data.words[place];
const say = place => data.sentences[place].map(word).join('');
const KINDS = ['answered', 'answered by another cluster', 'partly lost', 'lost', 'the client fails itself', 'unknown'];
const MARKS = ['✓', '⇄', '◐', '✕', '–', '?'];
const GONE = 4, UNKNOWN = 5;
const loses = kind => kind === 2 || kind === 3 || kind === UNKNOWN;
const failures = data.failures.map(([name, size]) => ({ name: say(name), size }));
const clusters = data.clusters.map(([name, region, network]) => ({ name: word(name), region: word(region), network: word(network) }));
const clusterName = place => place < 0 ? 'elsewhere' : clusters[place].name;
const rows = data.rows.map(([clients, cluster, host, request, runs]) => {
  const cells = [];
  for (let i = 0; i < runs.length; i += 2) {
    for (let k = 0; k < runs[i + 1]; k++) {
      cells.push(runs[i]);
    }
  }
  return { clients: clients.map(word), cluster, host: word(host), request: say(request), cells };
});
const outcomes = data.outcomes.map(([kind, parts, losses, spare]) => ({
  kind, spare, details: null,
  parts: parts.map(([cluster, percent, label, words]) => ({ cluster, percent, label: word(label), words: say(words) })),
  losses: losses.map(([, percent, label, words]) => ({ percent, label: word(label), words: say(words) })),
}));
data.details.forEach(([place, ...details]) => {
  outcomes[place].details = details;
});
const who = row => row.clients.length === 1 ? row.clients[0] : `${row.clients.length} clients in ${clusterName(row.cluster)}`;
const callOf = row => `${who(row)} to ${row.host}${row.request ? ` (${row.request})` : ''}`;
const element = (tag, text, attributes = {}) => {
  const made = document.createElement(tag);
  if (attributes.dir) {
    // Names can be written from right to left; what stands beside them stays where it is.
    made.append(element('bdi', text));
    delete attributes.dir;
  } else {
    made.textContent = text;
  }
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  return made;
};

// Percentages as the forecast prints them: at most two decimals, and those of one whole add up.
const labelsOf = parts => {
  const exact = parts.map(part => part * 100);
  const units = exact.map(part => Math.floor(part + 1e-6));
  let missing = Math.round(exact.reduce((sum, part) => sum + part, 0)) - units.reduce((sum, unit) => sum + unit, 0);
  exact.map((part, i) => [part - units[i], i]).sort((a, b) => b[0] - a[0] || a[1] - b[1])
    .slice(0, Math.max(0, missing)).forEach(([, i]) => units[i]++);
  return units.map(unit => `${unit / 100} %`);
};

const state = { failure: 0, client: '', host: '', row: null, lossy: false, find: '', shown: 100 };
const calm = failures.findIndex(failure => failure.size === 0);

// What is lost first stands first.
const columns = failures.map((failure, place) => {
  const kinds = rows.map(row => [outcomes[row.cells[place]].kind, row.clients.length]);
  const count = wanted => kinds.reduce((sum, [kind, calls]) => sum + (wanted(kind) ? calls : 0), 0);
  return { place, size: failure.size, lost: count(loses), moved: count(kind => kind === 1) };
}).sort((a, b) => (b.size === 0) - (a.size === 0) || b.lost - a.lost || b.moved - a.moved || a.place - b.place);
if (columns.length && calm >= 0) {
  const worst = columns.filter(column => column.lost > 0).sort((a, b) => a.size - b.size || b.lost - a.lost)[0];
  state.failure = (worst || columns.find(column => column.moved > 0) || columns[0]).place;
}

/* --- the picture --- */
const chosen = () => rows.filter(row => row === state.row
  || (state.row === null && (!state.client || row.clients.includes(state.client)) && (!state.host || row.host === state.host)));

const gather = () => {
  const from = new Map(), arrows = new Map();
  let gone = 0;
  for (const row of chosen()) {
    const outcome = outcomes[row.cells[state.failure]];
    const calls = state.client ? 1 : row.clients.length;
    if (outcome.kind === GONE) {
      gone += calls;
      continue;
    }
    const name = state.client || (state.row ? who(row) : clusterName(row.cluster));
    const box = from.get(name) || { name, cluster: row.cluster, calls: 0, single: null };
    box.single = box.calls === 0 ? outcome : null;
    box.calls += calls;
    from.set(name, box);
    const add = (to, style, percent, words) => {
      const key = `${name}\n${to}\n${style}`;
      const arrow = arrows.get(key) || { from: name, to, style, sum: 0, words: new Set() };
      arrow.sum += percent * calls;
      words && arrow.words.add(words);
      arrows.set(key, arrow);
    };
    if (outcome.kind === UNKNOWN) {
      add('unknown', 'lost', 100, '');
      continue;
    }
    outcome.parts.forEach(part => add(part.cluster, 'call', part.percent, part.words));
    outcome.losses.forEach(loss => add('no answer', 'lost', loss.percent, loss.words));
    outcome.spare.forEach(cluster => add(cluster, 'spare', 0, ''));
  }
  const used = new Set([...arrows.values()].filter(arrow => arrow.style === 'call').map(arrow => `${arrow.from}\n${arrow.to}`));
  let list = [...arrows.values()].filter(arrow => arrow.style !== 'spare' || !used.has(`${arrow.from}\n${arrow.to}`));
  const spares = list.length > MOST_ARROWS && list.some(arrow => arrow.style === 'spare');
  if (spares) {
    list = list.filter(arrow => arrow.style !== 'spare');
  }
  for (const box of from.values()) {
    const own = list.filter(arrow => arrow.from === box.name);
    const labels = labelsOf(own.map(arrow => arrow.sum / box.calls));
    own.forEach((arrow, i) => {
      arrow.percent = arrow.sum / box.calls;
      arrow.label = arrow.style === 'spare' ? 'not used' : arrow.to === 'unknown' ? '?' : labels[i];
    });
  }
  return { from: [...from.values()], arrows: list, gone, spares };
};

const SVG = 'http://www.w3.org/2000/svg';
const shape = (parent, tag, attributes, text) => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  parent.append(made);
  return made;
};
const ruler = document.createElement('canvas').getContext('2d');
const fit = (text, room, font) => {
  ruler.font = `${font} 'DejaVu Sans Mono', Menlo, Consolas, monospace`;
  if (ruler.measureText(text).width <= room) {
    return text;
  }
  const letters = [...text];
  let low = 0, high = letters.length;
  const cut = keep => letters.slice(0, Math.ceil(keep / 2)).join('') + '…'
    + letters.slice(letters.length - Math.floor(keep / 2)).join('');
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    ruler.measureText(cut(middle)).width <= room ? low = middle : high = middle - 1;
  }
  return cut(low);
};

const SLOT = 26, GAP = 14, MOST_ARROWS = 30;
const stack = (boxes, count) => {
  let y = 4;
  for (const box of boxes) {
    box.y = y;
    box.slots = 0;
    box.height = Math.max(50, count(box) * SLOT + 16);
    y += box.height + GAP;
  }
  return y;
};

const drawBoxes = (svg, boxes, x, width, style) => boxes.forEach(box => {
  const group = shape(svg, 'g', { class: box.style || style });
  shape(group, 'title', {}, [box.name, ...box.lines].join(', '));
  shape(group, 'rect', { x, y: box.y, width, height: box.height, rx: 6 });
  shape(group, 'text', { x: x + 8, y: box.y + 20, class: 'name' }, fit(box.name, width - 14, 'bold 13px'));
  box.lines.slice(0, 2).forEach((line, i) => shape(
    group, 'text', { x: x + 8, y: box.y + 37 + i * 16, class: 'sub' }, fit(line, width - 14, '12px')));
});

const drawArrow = (svg, arrow, left, right) => {
  const group = shape(svg, 'g', { class: arrow.style });
  shape(group, 'title', {}, [`${arrow.label}`, ...[...arrow.words].slice(0, 3)].join('; '));
  const y1 = arrow.source.y + 20 + SLOT * arrow.source.slots++;
  const y2 = arrow.target.y + 20 + SLOT * arrow.target.slots++;
  // The last stretch is level: the label stands on it.
  const level = right - Math.min(96, (right - left) * 0.6);
  const bend = (level - left) / 2;
  const wide = 1.5 + arrow.percent / 25;
  shape(group, 'path', { d: `M${left} ${y1} C${left + bend} ${y1} ${level - bend} ${y2} ${level} ${y2} L${right - 9} ${y2}`, 'stroke-width': wide });
  shape(group, 'path', { class: 'head', d: `M${right} ${y2} L${right - 10} ${y2 - 4 - wide / 2} L${right - 10} ${y2 + 4 + wide / 2} Z` });
  return { x: right - 16, y: y2 - 7, text: arrow.label };
};

const draw = () => {
  const { from, arrows, gone, spares } = gather();
  const host = byId('drawn');
  const width = Math.round(Math.min(1180, Math.max(300, host.clientWidth)));
  const boxWidth = Math.round(Math.min(300, width * 0.33));
  const places = [...new Set(arrows.map(arrow => arrow.to))].sort((a, b) => (typeof a === 'string') - (typeof b === 'string') || (a < b ? -1 : 1));
  const target = place => typeof place === 'string'
    ? { place, name: `✕ ${place}`, lines: [], style: 'nobody' }
    : { place, name: clusterName(place), style: 'to', lines: place < 0 ? [] : [
      [clusters[place].region, clusters[place].network && `network ${clusters[place].network}`].filter(Boolean).join(', ')].filter(Boolean) };
  const targets = places.map(target);
  const sources = from.sort((a, b) => a.cluster - b.cluster || (a.name < b.name ? -1 : 1)).map(box => ({
    ...box, lines: [`${box.calls} ${box.calls === 1 ? 'call' : 'calls'}`] }));
  const find = (boxes, key, value) => boxes.find(box => box[key] === value);
  arrows.forEach(arrow => {
    arrow.source = find(sources, 'name', arrow.from);
    arrow.target = find(targets, 'place', arrow.to);
  });
  const order = (a, b) => targets.indexOf(a.target) - targets.indexOf(b.target) || sources.indexOf(a.source) - sources.indexOf(b.source);
  arrows.sort(order);
  const height = Math.max(
    stack(sources, box => arrows.filter(arrow => arrow.source === box).length),
    stack(targets, box => arrows.filter(arrow => arrow.target === box).length), 40);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', 'svg-title');
  shape(svg, 'title', { id: 'svg-title' }, `${byId('status').textContent} The list below says the same in words.`);
  drawBoxes(svg, sources, 2, boxWidth, 'from');
  drawBoxes(svg, targets, width - boxWidth - 2, boxWidth, 'to');
  const labels = arrows.map(arrow => drawArrow(svg, arrow, boxWidth + 4, width - boxWidth - 4));
  labels.forEach(label => shape(svg, 'text', { x: label.x, y: label.y, class: 'label', 'text-anchor': 'end' }, label.text));
  svg.style.maxWidth = `${width}px`;
  host.replaceChildren(...(arrows.length ? [svg] : []));
  byId('words').replaceChildren(...arrows.map(arrow => element(
    'li', `${arrow.from} → ${typeof arrow.to === 'string' ? arrow.to : clusterName(arrow.to)}: ${arrow.label}`, { dir: 'auto' })));
  byId('spoken').hidden = !arrows.length;
  return { calls: from.reduce((sum, box) => sum + box.calls, 0), gone, spares };
};

const status = () => {
  const what = state.row ? callOf(state.row) : [state.client || 'all clients', state.host || 'all hosts'].join(' to ');
  const found = chosen();
  const when = failures[state.failure].name;
  byId('status').textContent = found.length === 0 ? `Nobody asked about ${what}.` : `${what}, when ${when}.`;
  const { calls, gone, spares } = draw();
  if (gone > 0) {
    byId('status').textContent += ` ${gone} ${gone === 1 ? 'call is' : 'calls are'} of clients that fail themselves${calls ? ' and not drawn' : ''}.`;
  }
  if (spares) {
    byId('status').textContent += ' Fallbacks are drawn for one client or host.';
  }
};

const details = () => {
  const found = chosen();
  const panel = byId('details');
  panel.replaceChildren();
  if (found.length !== 1) {
    const lossy = found.filter(row => loses(outcomes[row.cells[state.failure]].kind));
    if (lossy.length) {
      panel.append(element('h3', 'These lose requests'));
      const list = element('ul', '', { class: 'plain' });
      lossy.slice(0, 12).forEach(row => {
        const item = element('li', '');
        const pick = element('button', callOf(row), { type: 'button' });
        pick.addEventListener('click', () => choose(row, state.failure, true));
        item.append(pick, ` ${describe(outcomes[row.cells[state.failure]])}`);
        list.append(item);
      });
      panel.append(list, element('p', lossy.length > 12 ? `and ${lossy.length - 12} more in the matrix` : ''));
    }
    return;
  }
  const row = found[0];
  const outcome = outcomes[row.cells[state.failure]];
  panel.append(element('h3', `${MARKS[outcome.kind]} ${KINDS[outcome.kind]}: ${callOf(row)}, when ${failures[state.failure].name}`, { dir: 'auto' }));
  const list = (title, items, tag = 'ul') => {
    if (items.length) {
      panel.append(element('h4', title));
      const made = element(tag, '');
      made.append(...items.map(item => element('li', item, { dir: 'auto' })));
      panel.append(made);
    }
  };
  list('Who answers', outcome.kind === UNKNOWN || outcome.kind === GONE ? [] : [
    ...outcome.parts.map(part => `${part.label} ${clusterName(part.cluster)}${part.words ? ` via ${part.words}` : ''}`),
    ...outcome.losses.map(loss => `${loss.label} lost: ${loss.words}`)]);
  if (!outcome.details) {
    panel.append(element('p', 'Order and reasons found no room in this page; the JSON has them.', { class: 'note' }));
    return;
  }
  const [order, reasons, assumptions, findings] = outcome.details.map(part => part.map(say));
  list('In this order', order, 'ol');
  list('Because', reasons);
  list('Assuming that', assumptions);
  list('Findings', findings);
  if (row.clients.length > 1) {
    list(`The ${row.clients.length} clients`, row.clients.slice(0, 100));
  }
};

/* --- the matrix --- */
const describe = outcome => {
  const by = outcome.parts.map(part => `${clusterName(part.cluster)} ${part.label}`);
  const lost = outcome.losses.reduce((sum, loss) => sum + loss.percent, 0);
  return outcome.kind === GONE || outcome.kind === UNKNOWN ? KINDS[outcome.kind]
    : [...by, ...(outcome.losses.length ? [`${labelsOf([lost])[0]} lost`] : [])].join(', ');
};
const brief = outcome => {
  const names = outcome.parts.map(part => clusterName(part.cluster));
  const lost = outcome.losses.reduce((sum, loss) => sum + loss.percent, 0);
  return outcome.kind === GONE ? '' : outcome.kind === UNKNOWN ? 'unknown'
    : outcome.kind === 3 ? 'lost' : outcome.kind === 2 ? `${labelsOf([lost])[0]} lost`
      : names.length > 2 ? `${names[0]} +${names.length - 1}` : names.join(', ');
};

const matches = row => (!state.lossy || row.cells.some(cell => loses(outcomes[cell].kind)))
  && (!state.find || [...row.clients, row.host, row.request].some(name => name.toLowerCase().includes(state.find)));
const table = () => {
  const shownColumns = columns.filter(column => !state.lossy || column.size === 0 || column.lost > 0);
  const found = rows.filter(matches);
  const head = element('tr', '');
  head.append(element('th', 'call', { scope: 'col' }), ...shownColumns.map(column =>
    element('th', failures[column.place].name, { scope: 'col', dir: 'auto', title: failures[column.place].name })));
  const body = document.createElement('tbody');
  for (const row of found.slice(0, state.shown)) {
    const line = element('tr', '');
    line.append(element('th', callOf(row), { scope: 'row', dir: 'auto' }));
    for (const column of shownColumns) {
      const outcome = outcomes[row.cells[column.place]];
      const cell = element('td', '');
      const button = element('button', `${MARKS[outcome.kind]} ${brief(outcome)}`, {
        type: 'button', class: `k${outcome.kind}`, tabindex: '-1', title: describe(outcome),
        'aria-label': `${callOf(row)}, when ${failures[column.place].name}: ${KINDS[outcome.kind]}, ${describe(outcome)}`,
        'aria-pressed': String(state.row === row && state.failure === column.place),
      });
      button.addEventListener('click', () => choose(row, column.place, true));
      cell.append(button);
      line.append(cell);
    }
    body.append(line);
  }
  const top = document.createElement('thead');
  top.append(head);
  byId('cells').replaceChildren(element('caption', `${found.length} of ${rows.length} rows`, { class: 'faint' }), top, body);
  (byId('cells').querySelector('[aria-pressed=true]') || byId('cells').querySelector('button'))?.setAttribute('tabindex', '0');
  byId('more').hidden = found.length <= state.shown;
};

byId('cells').addEventListener('keydown', event => {
  const cell = event.target.closest('td');
  const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], Home: [0, -1e6], End: [0, 1e6] };
  if (!cell || !steps[event.key]) {
    return;
  }
  event.preventDefault();
  const line = cell.parentElement;
  const [down, right] = steps[event.key];
  const lines = [...line.parentElement.children];
  const next = lines[Math.min(lines.length - 1, Math.max(0, lines.indexOf(line) + down))];
  const cells = [...next.querySelectorAll('td')];
  const button = cells[Math.min(cells.length - 1, Math.max(0, [...line.querySelectorAll('td')].indexOf(cell) + right))].firstChild;
  byId('cells').querySelectorAll('button[tabindex="0"]').forEach(other => other.setAttribute('tabindex', '-1'));
  button.setAttribute('tabindex', '0');
  button.focus();
});

/* --- the controls --- */
const option = (select, value, text) => select.append(element('option', text, { value }));
const fill = () => {
  failures.forEach((failure, place) => option(byId('failure'), place, failure.name));
  const names = list => [...new Set(list)].sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
  option(byId('client'), '', 'all clients');
  names(rows.flatMap(row => row.clients)).forEach(name => option(byId('client'), name, name));
  option(byId('host'), '', 'all hosts');
  names(rows.map(row => row.host)).forEach(name => option(byId('host'), name, name));
};
const show = () => {
  byId('failure').value = state.failure;
  byId('client').value = state.client;
  byId('host').value = state.host;
  status();
  details();
  byId('cells').querySelectorAll('[aria-pressed=true]').forEach(button => button.setAttribute('aria-pressed', 'false'));
};
const choose = (row, failure, moves) => {
  Object.assign(state, { row, failure, client: row.clients.length === 1 ? row.clients[0] : '', host: row.host });
  show();
  table();
  if (moves) {
    byId('picture').scrollIntoView();
    byId('details').focus({ preventScroll: true });
  }
};
for (const id of ['failure', 'client', 'host']) {
  byId(id).addEventListener('change', event => {
    state[id] = id === 'failure' ? Number(event.target.value) : event.target.value;
    state.row = id === 'failure' ? state.row : null;
    show();
  });
}
byId('lossy').addEventListener('change', event => {
  state.lossy = event.target.checked;
  table();
});
byId('find').addEventListener('input', event => {
  state.find = event.target.value.toLowerCase();
  state.shown = 100;
  table();
});
byId('more').addEventListener('click', () => {
  state.shown += 200;
  table();
});
addEventListener('resize', () => draw());
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(part => {
  part.open = true;
}));
fill();
show();
table();
})();
