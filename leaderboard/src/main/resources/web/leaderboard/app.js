import { api, el, toast, onEvents, number } from './kit/kit.js';
import * as company from './company.js';

const LIMIT = 10;
const RADIUS = 4;
const PERIODS = ['DAY', 'WEEK', 'SEASON', 'ALL'];
const SPANS_KEPT = { DAY: 7, WEEK: 4, SEASON: 12, ALL: 0 };
const FEED_LENGTH = 6;

const NOTES = {
  FIRST: 'Of equal scores, the one that was reached first is ahead. The order of arrival is kept in a second sorted set.',
  SUBSCORE: 'Of equal scores, the one with the better subscore is ahead, and of equal ones the first. A third sorted set has that order.',
  COMPETITION: 'Equal scores share a rank, and the ranks after them are left out: one plus the ZCOUNT of better scores.',
  DENSE: 'Equal scores share a rank, and no rank is left out: the place of the score in a sorted set of distinct scores.',
  ORDINAL: 'Nobody shares a rank. Ties are as Redis orders them, by name; where high wins it reads backwards, so Zoe beats Ada.',
};
const RULES = {
  BEST: { HIGH: 'The highest score counts', LOW: 'The lowest score counts' },
  SET: { HIGH: 'The last score counts, high wins', LOW: 'The last score counts, low wins' },
  INCREMENT: { HIGH: 'Scores are added up', LOW: 'Scores are added up, low wins' },
};

const $ = id => document.getElementById(id);
const calm = matchMedia('(prefers-reduced-motion: reduce)');

let boards = [];
let state = { board: '', period: 'WEEK', ties: '', back: 0, offset: 0, around: false };
let page = null;
let loading = 0;
const firstRanks = new Map(); // "board span ties" -> player -> the rank seen first, for the arrows

const board = () => boards.find(b => b.id === state.board);
const me = () => $('player').value.trim();
const boardUrl = (rest = '') => `api/boards/${encodeURIComponent(state.board)}${rest}`;

// ---- what is asked for, and the address bar that remembers it

function fromAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const known = boards.find(b => b.id === given.get('board')) ?? boards[0];
  return {
    board: known?.id ?? '',
    period: PERIODS.includes(given.get('period')) ? given.get('period') : 'WEEK',
    ties: given.get('ties') in NOTES ? given.get('ties') : known?.ties ?? 'FIRST',
    back: 0,
    offset: Math.max(0, Number.parseInt(given.get('offset') ?? '0', 10) || 0),
    around: false,
  };
}

function remember() {
  const { board, period, ties, offset } = state;
  history.replaceState(null, '', '#' + new URLSearchParams({ board, period, ties, offset }));
}

/** The day that is asked for: today, or some days or weeks before it. */
function day() {
  const date = new Date();
  if (state.period === 'SEASON') {
    return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - state.back, 1)).toISOString().slice(0, 10);
  }
  date.setUTCDate(date.getUTCDate() - state.back * (state.period === 'WEEK' ? 7 : 1));
  return date.toISOString().slice(0, 10);
}

function query(more = {}) {
  const asked = { period: state.period, ties: state.ties, ...more };
  if (state.back > 0) {
    asked.date = day();
  }
  return '?' + new URLSearchParams(asked);
}

// ---- loading

/** Reads the page that the state asks for and shows it. A background refresh leaves the lens alone. */
async function load({ background = false } = {}) {
  const turn = ++loading;
  const path = state.around && me()
    ? boardUrl(`/around/${encodeURIComponent(me())}`) + query({ radius: RADIUS })
    : boardUrl('/scores') + query({ offset: state.offset, limit: LIMIT });
  showChoices();
  remember();
  try {
    const answer = await api('GET', path, undefined, { lens: !background });
    if (turn !== loading) {
      return;
    }
    if (answer.rows.length === 0 && answer.offset > 0) {
      await go({ offset: Math.max(0, Math.floor((answer.total - 1) / LIMIT) * LIMIT) });
      return;
    }
    page = answer;
    showPage();
    await Promise.all([showStanding(), company.show()]);
  } catch (problem) {
    if (turn === loading) {
      showProblem(problem);
    }
  }
}

function go(change) {
  state = { ...state, ...change };
  return load();
}

async function loadBoards() {
  boards = await api('GET', 'api/boards', undefined, { lens: false });
  state = { ...fromAddress(), around: state.around };
  $('boards').replaceChildren(...boards.map(tab));
}

async function loadNames() {
  const everyone = await api('GET', boardUrl('/scores?period=ALL&limit=200'), undefined, { lens: false });
  const names = everyone.rows.map(row => row.player).sort((a, b) => a.localeCompare(b));
  $('players').replaceChildren(...names.map(name => el('option', { value: name })));
}

// ---- showing

function tab(b) {
  return el('button', {
    type: 'button', role: 'tab', id: `tab-${b.id}`, 'aria-controls': 'board',
    onclick: () => choose(b),
    onkeydown: event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        const to = boards[(boards.indexOf(b) + step + boards.length) % boards.length];
        choose(to);
        $(`tab-${to.id}`).focus();
      }
    },
  }, b.title);
}

function choose(b) {
  go({ board: b.id, ties: b.ties, back: 0, offset: 0 });
  loadNames().catch(toast);
}

function showChoices() {
  const b = board();
  for (const each of boards) {
    const chosen = each === b;
    $(`tab-${each.id}`).setAttribute('aria-selected', String(chosen));
    $(`tab-${each.id}`).tabIndex = chosen ? 0 : -1;
  }
  $('board-title').textContent = b.title;
  $('board-rule').textContent = RULES[b.operator][b.order];
  $('unit').textContent = b.unit === 'ms' ? 'Time' : capital(b.unit);
  $('score-label').textContent = b.operator === 'INCREMENT' ? `${capital(b.unit)} to add` : b.unit === 'ms' ? 'Time' : capital(b.unit);
  $('score').placeholder = b.unit === 'ms' ? 'm:ss.mmm' : '';
  $('ties-note').textContent = NOTES[state.ties];
  document.querySelector(`#period [value=${state.period}]`).checked = true;
  document.querySelector(`#ties [value=${state.ties}]`).checked = true;
  $('around').setAttribute('aria-pressed', String(state.around));
  $('around').textContent = state.around ? 'Back to the top' : 'Around me';
  $('span-name').textContent = spanName();
  $('earlier').disabled = state.back >= SPANS_KEPT[state.period];
  $('later').disabled = state.back === 0;
  document.querySelector('.span').classList.toggle('off', state.period === 'ALL');
}

function spanName() {
  if (state.period === 'ALL') {
    return 'All time';
  }
  if (state.period === 'DAY') {
    const date = new Date(day() + 'T00:00:00Z');
    const text = date.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
    return state.back === 0 ? `Today, ${text}` : text;
  }
  if (state.period === 'SEASON') {
    const text = new Date(day() + 'T00:00:00Z').toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
    return state.back === 0 ? `This season, ${text}` : text;
  }
  return ['This week', 'Last week'][state.back] ?? `${state.back} weeks ago`;
}

function showPage() {
  const old = places();
  const rows = page.rows.map((row, i) => line(row, page.rows[i - 1], page.rows[i + 1]));
  $('rows').replaceChildren(...rows);
  $('rows').parentElement.hidden = rows.length === 0;
  $('instead').hidden = rows.length > 0;
  if (rows.length === 0) {
    $('instead').replaceChildren(empty());
  }
  $('previous').disabled = page.previous === null;
  $('next').disabled = page.next === null;
  const last = page.offset + page.rows.length;
  $('where').textContent = page.total === 0 ? 'No players' : `${number(page.offset + 1)}–${number(last)} of ${number(page.total)}`;
  slide(old);
}

function empty() {
  const when = state.period === 'ALL' ? 'yet' : state.back > 0 ? 'then' : { DAY: 'today', WEEK: 'this week', SEASON: 'this season' }[state.period];
  return el('div', { class: 'empty' },
    el('p', {}, `Nobody has played ${when}.`),
    state.back > 0 ? '' : el('p', { class: 'muted' }, 'Submit the first score, or play a round.'));
}

function showProblem(problem) {
  page = null;
  $('rows').replaceChildren();
  $('rows').parentElement.hidden = true;
  $('instead').hidden = false;
  $('where').textContent = '';
  $('previous').disabled = $('next').disabled = true;
  const gone = problem.status === 404 && state.around;
  $('instead').replaceChildren(el('div', { class: 'empty' },
    el('p', {}, gone ? `${me()} has no score here ${state.period === 'ALL' ? 'yet' : 'in this period'}.` : problem.detail ?? 'The board could not be read.'),
    el('button', { class: 'button', type: 'button', onclick: () => (gone ? go({ around: false }) : start()) },
      gone ? 'Back to the top' : 'Try again')));
}

function line(row, above, below) {
  const mine = row.player === me();
  const tied = above?.score === row.score || below?.score === row.score;
  return el('tr', { 'data-player': row.player, 'data-rank': row.rank, class: [mine && 'mine', tied && 'tied'].filter(Boolean).join(' ') },
    el('td', { class: 'rank' }, el('span', { class: row.rank <= 3 ? `medal medal-${row.rank}` : '' }, number(row.rank))),
    el('td', { class: 'moved' }, arrow(row)),
    el('td', { class: 'player' },
      el('div', { class: 'who' },
        el('span', { class: 'name', title: row.player }, row.player),
        mine ? el('span', { class: 'badge accent' }, 'you') : null,
        tied ? el('span', { class: 'tie', title: 'Same score as a neighbour' }, 'tie') : null,
        row.metadata?.team ? el('span', { class: 'team muted' }, row.metadata.team) : null),
      el('div', { class: 'bar', 'aria-hidden': 'true' }, el('i', { style: { width: `${share(row.score)}%` } }))),
    el('td', { class: 'score mono' }, shown(row.score), state.ties === 'SUBSCORE' ? el('small', { class: 'muted' }, ` /${number(row.subscore)}`) : null));
}

/** The bar's length in percent of the leader's. */
function share(score) {
  const part = board().order === 'HIGH' ? score / page.leader : page.leader / score;
  return Number.isFinite(part) ? Math.round(1000 * Math.min(1, Math.max(0.01, part))) / 10 : 100;
}

function arrow(row) {
  const key = `${state.board} ${page.span} ${page.ties}`;
  const ranks = firstRanks.get(key) ?? firstRanks.set(key, new Map()).get(key);
  if (!ranks.has(row.player)) {
    ranks.set(row.player, row.rank);
  }
  const gained = ranks.get(row.player) - row.rank;
  if (gained === 0) {
    return '';
  }
  const words = `${gained > 0 ? 'up' : 'down'} ${Math.abs(gained)}`;
  return el('span', { class: gained > 0 ? 'up' : 'down', title: `${words} since you opened this page`, 'aria-label': words },
    `${gained > 0 ? '▲' : '▼'}${Math.abs(gained)}`);
}

async function showStanding() {
  const name = me();
  if (!name) {
    $('standing').textContent = 'Pick a name to see where you stand.';
    return;
  }
  const board = state.board;
  try {
    const [row] = await api('GET', boardUrl('/standings') + query({ player: name }), undefined, { lens: false });
    if (name !== me() || board !== state.board || !page) {
      return;
    }
    $('standing').replaceChildren(...(row
      ? [el('strong', {}, ordinal(row.rank)), ` of ${number(page.total)} · ${shown(row.score)} ${unit()}`]
      : [`${name} has no score here yet.`]));
  } catch (problem) {
    $('standing').textContent = problem.detail;
  }
}

// ---- motion: each row starts where it was and glides to where it is

function places() {
  return new Map([...$('rows').children].map(row => [row.dataset.player, {
    top: row.offsetTop,
    rank: Number(row.dataset.rank),
    score: row.querySelector('.score').textContent,
    width: row.querySelector('.bar i').style.width,
  }]));
}

function slide(old) {
  if (calm.matches || old.size === 0) {
    return;
  }
  for (const row of $('rows').children) {
    const before = old.get(row.dataset.player);
    const timing = { duration: 520, easing: 'cubic-bezier(.2, .8, .2, 1)' };
    if (!before) {
      row.animate([{ opacity: 0, transform: 'translateY(14px)' }, { opacity: 1, transform: 'none' }], timing);
      continue;
    }
    const distance = before.top - row.offsetTop;
    if (distance !== 0) {
      row.classList.toggle('rising', distance > 0);
      row.animate([{ transform: `translateY(${distance}px)` }, { transform: 'none' }], timing);
    }
    if (before.score !== row.querySelector('.score').textContent) {
      const bar = row.querySelector('.bar i');
      bar.animate([{ width: before.width }, { width: bar.style.width }], timing);
      row.classList.add('scored');
    }
  }
}

// ---- numbers and words

const scores = new Intl.NumberFormat('en', { maximumFractionDigits: 15 });
const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
const unit = () => (board().unit === 'ms' ? '' : board().unit);

function shown(score) {
  if (board().unit !== 'ms') {
    return scores.format(score);
  }
  const whole = Math.abs(score);
  const seconds = ((whole % 60_000) / 1000).toFixed(3).padStart(6, '0');
  return `${score < 0 ? '-' : ''}${Math.floor(whole / 60_000)}:${seconds}`;
}

function ordinal(rank) {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th' }[new Intl.PluralRules('en', { type: 'ordinal' }).select(rank)];
  return number(rank) + ending;
}

/** The typed score as JSON text, digit by digit as typed, since a JavaScript number would round it; null if it is none. */
function typedScore() {
  const text = $('score').value.trim().replaceAll(',', '');
  const time = /^(?:(\d+):)?(\d{1,2})\.(\d{3})$/.exec(text);
  if (board().unit === 'ms' && time) {
    return String(Number(time[1] ?? 0) * 60_000 + Number(time[2]) * 1000 + Number(time[3]));
  }
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? text : null;
}

function refuse(message) {
  $('refusal').textContent = message;
  $('refusal').hidden = message === '';
}

// ---- what the visitor does

async function submit(event) {
  event.preventDefault();
  refuse('');
  const score = typedScore();
  if (!/^\d{0,15}$/.test($('subscore').value.trim())) {
    refuse('The subscore is a whole number of at most 15 digits.');
    $('subscore').focus();
    return;
  }
  if (!me() || score === null) {
    refuse(me() ? `Type a number${board().unit === 'ms' ? ', or a time such as 1:32.500' : ''}.` : 'Type a name first.');
    (me() ? $('score') : $('player')).focus();
    return;
  }
  try {
    const change = await api('POST', boardUrl(`/scores?ties=${state.ties}`), {
      player: me(), score: exactNumber(score), subscore: Number($('subscore').value.trim() || 0),
    });
    const move = change.moves.find(m => m.period === state.period);
    toast(move.changed ? `${ordinal(move.newRank)} place` : `Not better than your ${shown(move.oldScore)}`);
    $('score').value = $('subscore').value = '';
    watchRows();
    await load({ background: true });
  } catch (problem) {
    refuse(problem.detail ?? 'The score could not be submitted.');
  }
}

/** A score as a number where it survives, else as text, which the server reads digit by digit. */
function exactNumber(text) {
  return String(Number(text)) === text ? Number(text) : text;
}

async function playRound() {
  $('round').disabled = true;
  watchRows();
  try {
    await api('POST', boardUrl(`/rounds?ties=${state.ties}`));
  } catch (problem) {
    toast(problem);
  } finally {
    $('round').disabled = false;
  }
}

function toggleAround() {
  if (!me()) {
    $('player').focus();
    refuse('Type a name first.');
    return;
  }
  refuse('');
  go({ around: !state.around, offset: 0 });
}

function renamed() {
  localStorage.setItem('leaderboard.player', me());
  refuse('');
  load({ background: !state.around });
}

/** Brings the rows into view where the page is one column, so that the visitor sees what moves. */
function watchRows() {
  const box = $('ranking').getBoundingClientRect();
  const visible = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  if (visible < 200) { // some four rows
    $('ranking').scrollIntoView({ behavior: calm.matches ? 'auto' : 'smooth', block: 'start' });
  }
}

// ---- what others do

let refreshing;

function refreshSoon() {
  clearTimeout(refreshing);
  refreshing = setTimeout(() => load({ background: true }), 120);
}

function scored(change) {
  if (change.board !== state.board) {
    return;
  }
  tell(change);
  if (state.back === 0) {
    refreshSoon();
  }
}

function tell(change) {
  const move = change.moves.find(m => m.period === state.period);
  const better = move.oldRank === null || move.newRank < move.oldRank;
  const rank = move.oldRank === null ? `new ${ordinal(move.newRank)}`
    : move.newRank === move.oldRank ? ordinal(move.newRank)
      : `${number(move.oldRank)} → ${number(move.newRank)}`;
  const item = el('li', {},
    el('span', { class: 'name' }, change.player),
    el('span', { class: 'mono' }, shown(move.newScore)),
    el('span', { class: move.changed && better ? 'up' : 'muted' }, rank));
  $('feed').prepend(item);
  while ($('feed').children.length > FEED_LENGTH) {
    $('feed').lastElementChild.remove();
  }
  $('feed-empty').hidden = true;
}

async function start() {
  try {
    firstRanks.clear();
    await loadBoards();
    if (boards.length === 0) {
      showProblem({ detail: 'There are no boards yet. The reset above brings the demo boards back.' });
      return;
    }
    await load({ background: true });
    await loadNames();
  } catch (problem) {
    showProblem(problem);
  }
}

$('player').value = localStorage.getItem('leaderboard.player') ?? '';
$('period').addEventListener('change', event => go({ period: event.target.value, back: 0, offset: 0 }));
$('ties').addEventListener('change', event => go({ ties: event.target.value }));
$('earlier').addEventListener('click', () => go({ back: state.back + 1, offset: 0 }));
$('later').addEventListener('click', () => go({ back: state.back - 1, offset: 0 }));
$('previous').addEventListener('click', () => go({ offset: page.previous, around: false }));
$('next').addEventListener('click', () => go({ offset: page.next, around: false }));
$('around').addEventListener('click', toggleAround);
$('player').addEventListener('change', renamed);
$('submit').addEventListener('submit', submit);
$('round').addEventListener('click', playRound);

company.start({ boardUrl, query, me, shown, state: () => state, board });
start();
onEvents('api/events', {
  rank: company.moved,
  tournament: change => change.board === state.board && company.showCups(),
  score: scored,
  removed: change => change.board === state.board && refreshSoon(),
  boards: start,
  reset: start,
  resync: start,
});
