// The lens: what the last clicks sent to Redis.

const KEPT = 20;
const FOLDED_LINES = 6;
const STORAGE = 'lens';

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

function duration(micros) {
  return micros < 10_000 ? `${micros} µs` : `${Math.round(micros / 1000)} ms`;
}

function ttl(millis) {
  if (millis < 0) {
    return 'no expiry';
  }
  const seconds = Math.ceil(millis / 1000);
  if (seconds < 120) {
    return `${seconds} s`;
  }
  if (seconds < 7200) {
    return `${Math.round(seconds / 60)} min`;
  }
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

const BADGES = { pipeline: ['PIPELINE', 'good'], transaction: ['MULTI', 'info'], script: ['LUA', 'accent'] };

function commandLine(command) {
  return [command.name, ...command.arguments].join(' ');
}

function reply(command) {
  const failed = command.error ? ' failed' : '';
  const lines = command.reply.split('\n');
  const text = make('pre', { class: `lens-reply${failed}` }, command.reply);
  return lines.length <= FOLDED_LINES ? text : make('details', {}, make('summary', {}, `${lines.length} lines`), text);
}

function commandView(command, keys) {
  const href = `https://redis.io/commands/${command.name.toLowerCase().replace(/ /g, '-')}/`;
  const words = command.arguments.flatMap((word) => [
    ' ',
    make('span', { class: keys.has(word) ? 'key' : null }, word),
  ]);
  return make(
    'div',
    { class: `lens-command${command.queued ? ' queued' : ''}` },
    make(
      'code',
      {},
      make('a', { class: command.write ? 'write' : 'read', href, target: '_blank', rel: 'noopener noreferrer', title: `What ${command.name} does` }, command.name),
      words,
    ),
    reply(command),
  );
}

function stepView(step, keys) {
  const badge = BADGES[step.kind];
  return make(
    'div',
    { class: `lens-step ${step.kind}` },
    make(
      'div',
      { class: 'lens-step-head' },
      badge && make('span', { class: `badge ${badge[1]}` }, badge[0]),
      make('span', {}, plural(step.roundTrips, 'round trip')),
      make('span', {}, duration(step.micros)),
    ),
    step.commands.map((command) => commandView(command, keys)),
  );
}

function entryRows(before, after) {
  const old = new Map((before?.entries || []).map((entry) => [entry.name, entry.value]));
  const now = new Map((after?.entries || []).map((entry) => [entry.name, entry.value]));
  const rows = [];
  let same = 0;
  const row = (kind, sign, name, value) =>
    rows.push(make('tr', { class: kind }, make('td', {}, sign), name && make('td', {}, name), make('td', {}, value)));
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    if (old.get(name) === now.get(name)) {
      same++;
      continue;
    }
    if (old.has(name)) {
      row('removed', '−', name, old.get(name));
    }
    if (now.has(name)) {
      row('added', '+', name, now.get(name));
    }
  }
  return { rows, same };
}

function keyView(change) {
  const { before, after } = change;
  const state = !before && after ? ['new', 'good'] : before && !after ? ['deleted', 'bad'] : null;
  const { rows, same } = entryRows(before, after);
  const sizes = before && after && before.size !== after.size ? `${before.size} → ${after.size}` : `${(after || before)?.size ?? 0}`;
  const lives = [before && ttl(before.ttlMillis), after && ttl(after.ttlMillis)].filter(Boolean);
  return make(
    'div',
    { class: 'lens-key' },
    make(
      'div',
      { class: 'lens-key-head' },
      make('code', {}, make('b', {}, change.key)),
      make('span', { class: 'badge' }, `${(after || before)?.type ?? 'none'} ${sizes}`),
      state && make('span', { class: `badge ${state[1]}` }, state[0]),
      make('span', { class: 'muted' }, `TTL ${[...new Set(lives)].join(' → ') || 'none'}`),
    ),
    rows.length > 0 && make('table', {}, make('tbody', {}, rows)),
    rows.length === 0 && make('div', { class: 'muted' }, before || after ? 'unchanged' : 'was not there, is not there'),
    rows.length > 0 && same > 0 && make('div', { class: 'muted' }, `${plural(same, 'entry').replace('entrys', 'entries')} as before`),
  );
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make('textarea', { 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  const label = button.textContent;
  button.textContent = 'Copied';
  setTimeout(() => (button.textContent = label), 1500);
}

function actionView(record) {
  const keys = new Set(record.keys.map((change) => change.key));
  const commands = record.steps.flatMap((step) => step.commands);
  const content = make('div', { class: 'lens-content' });
  if (!record.available) {
    content.append(make('p', { class: 'muted' }, 'The lens cannot look into connections to a cluster or through sentinels yet.'));
  } else if (commands.length === 0) {
    content.append(make('p', { class: 'muted' }, 'This did not need Redis.'));
  }
  content.append(...record.steps.map((step) => stepView(step, keys)));
  if (record.truncated) {
    content.append(make('p', { class: 'muted' }, 'More was sent than is kept here.'));
  }
  if (record.keys.length > 0) {
    content.append(make('h3', {}, 'Keys, before and after'), make('div', { class: 'lens-keys' }, record.keys.map(keyView)));
  }
  if (commands.length > 0) {
    const text = commands.map(commandLine).join('\n');
    content.append(
      make('div', { class: 'row' }, make('button', { class: 'button small', type: 'button', onclick: (event) => copy(text, event.currentTarget) }, 'Copy as redis-cli')),
    );
  }
  return make(
    'details',
    { class: 'lens-action', open: true, 'data-id': record.id },
    make(
      'summary',
      {},
      make('code', {}, `${record.method} ${record.path}`),
      make('span', { class: `badge ${record.status < 400 ? 'good' : 'bad'}` }, record.status),
      make('span', { class: 'muted small' }, `${plural(commands.length, 'command')}, ${plural(record.roundTrips, 'round trip')}`),
    ),
    content,
  );
}

/** The panel: at the right of wide screens, a sheet at the bottom of narrow ones. */
class LensPanel extends HTMLElement {
  connectedCallback() {
    this.count = make('small', {}, '');
    this.mark = make('small', { 'aria-hidden': 'true' }, '');
    this.bar = make(
      'button',
      { class: 'lens-bar', type: 'button', 'aria-controls': 'lens-body', onclick: () => this.toggle() },
      make('span', { class: 'grow' }, 'Lens'),
      this.count,
      this.mark,
    );
    this.body = make(
      'div',
      { class: 'lens-body', id: 'lens-body' },
      make('p', { class: 'muted' }, 'Here you see what each click sends to Redis. Do something on the page.'),
    );
    this.panel = make('aside', { class: 'lens', 'aria-label': 'What the last clicks sent to Redis' }, this.bar, this.body);
    this.append(this.panel);
    document.addEventListener('v-lens', (event) => this.load(event.detail));
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.isOpen()) {
        this.open(false);
        this.bar.focus();
      }
    });
    this.open(this.remembered());
  }

  isOpen() {
    return this.panel.hasAttribute('data-open');
  }

  toggle() {
    this.open(!this.isOpen());
    try {
      localStorage.setItem(STORAGE, this.isOpen() ? 'open' : 'closed');
    } catch {
      // storage is switched off in this browser: the choice lasts as long as the page
    }
  }

  open(open) {
    this.panel.toggleAttribute('data-open', open);
    this.bar.setAttribute('aria-expanded', String(open));
    this.mark.textContent = open ? '×' : '';
    document.documentElement.dataset.lens = open ? 'open' : 'closed';
  }

  remembered() {
    let choice = null;
    try {
      choice = localStorage.getItem(STORAGE);
    } catch {
      // storage is switched off in this browser
    }
    return choice === null ? matchMedia('(min-width: 1100px)').matches : choice === 'open';
  }

  /** Records arrive in the order of the clicks, whatever the order of the answers. */
  load({ id, base }) {
    const record = fetch(new URL(`kit/lens/${id}`, base)).then((answer) => (answer.ok ? answer.json() : null));
    this.loading = (this.loading || Promise.resolve()).then(() => record).then((found) => found && this.show(found), () => null);
  }

  show(record) {
    const commands = record.steps.reduce((sum, step) => sum + step.commands.length, 0);
    this.count.textContent = `${plural(commands, 'command')} · ${duration(record.steps.reduce((sum, step) => sum + step.micros, 0))}`;
    if (!this.body.querySelector('.lens-action')) {
      this.body.replaceChildren();
    }
    this.body.querySelectorAll('.lens-action[open]').forEach((each) => each.removeAttribute('open'));
    this.body.prepend(actionView(record));
    [...this.body.querySelectorAll('.lens-action')].slice(KEPT).forEach((each) => each.remove());
    this.body.scrollTop = 0;
  }
}

customElements.define('v-lens', LensPanel);
