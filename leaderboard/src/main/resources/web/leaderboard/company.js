// What there is around the rows: friends, tournaments, how scores are spread, and what others did to your rank.

import { api, el, number, toast } from './kit/kit.js';
import { chart } from './kit/chart.js';

const $ = id => document.getElementById(id);
const quiet = { lens: false };
const FOLLOW_MILLIS = 25_000;

let page; // what app.js knows: boardUrl, query, me, shown, state, board
let plot = null;
let turn = 0;

/** Shows all of it for the board and the player of the page. */
export async function show() {
  const mine = ++turn;
  const spread = await api('GET', page.boardUrl('/distribution') + page.query(page.me() ? { player: page.me() } : {}), undefined, quiet);
  if (mine !== turn) {
    return;
  }
  showSpread(spread);
  await Promise.all([showFriends(mine), showHistory(mine, spread.player), showCups(), follow()]);
}

// ---- how scores are spread

function showSpread({ players, buckets, percentiles, player }) {
  if (players === 0) {
    $('spread').replaceChildren(el('p', { class: 'empty' }, 'Nobody has played here.'));
    return;
  }
  const most = Math.max(...buckets.map(bucket => bucket.players));
  const bars = buckets.map((bucket, i) => el('i', {
    class: player?.bucket === i ? 'yours' : '',
    style: { height: `${bucket.players ? Math.max(3, (100 * bucket.players) / most) : 1}%` },
    title: `${page.shown(Math.round(bucket.from))} to ${page.shown(Math.round(bucket.to))}: ${number(bucket.players)}`,
  }));
  const label = `Players by score: ${buckets.map(bucket => bucket.players).join(', ')}, from ${page.shown(buckets[0].from)} to ${page.shown(buckets.at(-1).to)}`;
  $('spread').replaceChildren(
    el('div', { class: 'spread', role: 'img', 'aria-label': label }, bars),
    el('div', { class: 'spread-axis muted small' }, el('span', {}, page.shown(buckets[0].from)), el('span', {}, page.shown(buckets.at(-1).to))),
    el('p', { class: 'small' }, player
      ? el('span', {}, 'Better than ', el('strong', { id: 'percentile' }, `${Math.floor(player.betterThan)} %`), ` of ${number(players)} players. `)
      : `${number(players)} players. `,
    el('span', { class: 'muted' }, percentiles.map(({ percent, score }) => `Top ${100 - percent} %: ${page.shown(score)}`).join(' · '))));
}

// ---- a player's own scores

async function showHistory(mine, standing) {
  const name = page.me();
  const player = name && standing ? await api('GET', page.boardUrl(`/players/${encodeURIComponent(name)}`), undefined, quiet).catch(() => null) : null;
  if (mine !== turn) {
    return;
  }
  if (!player?.history.length) {
    plot?.destroy();
    plot = null;
    $('history').replaceChildren(el('p', { class: 'empty' }, name ? `${name} has not played here.` : 'Pick a name to see its scores.'));
    return;
  }
  const data = {
    x: player.history.map(each => new Date(each.at).getTime() / 1000),
    series: [{ label: page.board().unit, values: player.history.map(each => each.score) }],
    height: 150,
    label: `The scores of ${name} that changed something`,
  };
  const seasons = player.seasons.map(({ span, rank, players }) => `${span.slice('season:'.length)}: ${number(rank)} of ${number(players)}`).join(' · ');
  const facts = el('p', { class: 'muted small', id: 'facts' }, `${number(player.submissions)} scores submitted. Seasons: ${seasons || 'none yet'}`);
  plot?.destroy();
  const box = el('div');
  $('history').replaceChildren(box, facts);
  plot = data.x.length > 1 ? chart(box, data) : null;
}

// ---- friends

async function showFriends(mine) {
  const name = page.me();
  $('befriend').hidden = !name;
  if (!name) {
    $('friends').replaceChildren(el('li', { class: 'muted' }, 'Pick a name to see its friends.'));
    return;
  }
  const { friends, rows } = await api('GET', page.boardUrl(`/friends/${encodeURIComponent(name)}`) + page.query(), undefined, quiet);
  if (mine !== turn) {
    return;
  }
  const playing = new Set(rows.map(row => row.player));
  $('friends').replaceChildren(
    ...rows.map(row => el('li', { class: row.player === name ? 'mine' : '' },
      el('span', { class: 'name' }, `${number(row.rank)}. ${row.player}`),
      el('span', { class: 'mono' }, page.shown(row.score)), leave(name, row.player))),
    ...friends.filter(friend => !playing.has(friend)).map(friend => el('li', { class: 'muted' },
      el('span', { class: 'name' }, friend), el('span', {}, 'has not played'), leave(name, friend))));
  if (friends.length === 0) {
    $('friends').replaceChildren(el('li', { class: 'muted' }, 'No friends here yet.'));
  }
}

function leave(name, friend) {
  return friend === name ? el('span') : el('button', {
    class: 'button small', type: 'button', 'aria-label': `No longer a friend: ${friend}`,
    onclick: async () => {
      await api('DELETE', page.boardUrl(`/friends/${encodeURIComponent(name)}/${encodeURIComponent(friend)}`)).catch(toast);
      showFriends(turn);
    },
  }, '✕');
}

async function befriend(event) {
  event.preventDefault();
  const friend = $('friend').value.trim();
  if (!friend) {
    return;
  }
  try {
    await api('PUT', page.boardUrl(`/friends/${encodeURIComponent(page.me())}/${encodeURIComponent(friend)}`));
    $('friend').value = '';
    await showFriends(turn);
  } catch (problem) {
    toast(problem);
  }
}

// ---- tournaments

const span = millis => {
  const hours = Math.max(0, millis) / 3_600_000;
  return hours >= 48 ? `${Math.floor(hours / 24)} days` : hours >= 2 ? `${Math.floor(hours)} hours` : `${Math.ceil(hours * 60)} minutes`;
};

/** Shows the tournaments of the board, each with its best three. */
export async function showCups() {
  const board = page.state().board;
  const cups = await api('GET', page.boardUrl('/tournaments'), undefined, quiet);
  const tops = await Promise.all(cups.slice(0, 3).map(cup => api('GET', page.boardUrl(`/tournaments/${cup.id}/scores?limit=3`), undefined, quiet)));
  if (board !== page.state().board) {
    return;
  }
  $('cups').replaceChildren(...(cups.length ? cups.slice(0, 3).map((cup, i) => cupBox(cup, tops[i])) : [el('p', { class: 'muted' }, 'None is announced.')]));
}

function cupBox(cup, top) {
  const when = cup.state === 'open' ? `ends in ${span(new Date(cup.endsAt) - Date.now())}`
    : cup.state === 'early' ? `begins in ${span(new Date(cup.startsAt) - Date.now())}` : 'over';
  const rules = `${number(cup.players)} of ${number(cup.maxPlayers)} players${cup.maxAttempts ? `, ${cup.maxAttempts} attempts each` : ''}`;
  const attempt = el('button', { class: 'button', type: 'button', disabled: cup.state !== 'open', onclick: () => play(cup) }, 'Play an attempt');
  return el('div', { class: 'stack tight cup', 'data-cup': cup.id },
    el('p', { class: 'row between' }, el('b', {}, cup.title), el('span', { class: `badge ${cup.state === 'open' ? 'info' : ''}` }, when)),
    el('p', { class: 'muted small' }, rules),
    el('ol', { class: 'feed' }, top.map(row => el('li', {}, el('span', { class: 'name' }, `${number(row.rank)}. ${row.player}`), el('span', { class: 'mono' }, page.shown(row.score))))),
    attempt);
}

/** Plays with the score that is typed, or a likely one. */
async function play(cup) {
  const name = page.me();
  if (!name) {
    toast('Type a name first.');
    $('player').focus();
    return;
  }
  const typed = Number($('score').value.replaceAll(',', ''));
  const likely = { ms: 90_000, points: 24_000, steps: 6_000 }[page.board().unit] ?? 100;
  const score = typed || Math.round((likely * (0.7 + 0.6 * Math.random())) / 500) * 500;
  try {
    const { best, rank, attemptsLeft } = await api('POST', page.boardUrl(`/tournaments/${cup.id}/scores`), { player: name, score });
    toast(`${page.shown(score)}: rank ${rank} with ${page.shown(best)}${attemptsLeft >= 0 ? `, ${attemptsLeft} attempts left` : ''}`);
  } catch (problem) {
    toast(problem);
  }
}

// ---- what others did to your rank

async function follow() {
  const { period, ties, back } = page.state();
  if (page.me() && back === 0) {
    await api('PUT', page.boardUrl(`/followed/${encodeURIComponent(page.me())}?${new URLSearchParams({ period, ties })}`), undefined, quiet).catch(() => {});
  }
}

/** Somebody who is followed fell or rose. */
export function moved({ board, period, ties, player, from, to }) {
  const state = page.state();
  if (player === page.me() && board === state.board && period === state.period && ties === state.ties) {
    toast(to > from ? `You fell to ${number(to)}` : `You rose to ${number(to)}`);
  }
}

export function start(known) {
  page = known;
  $('befriend').addEventListener('submit', befriend);
  setInterval(follow, FOLLOW_MILLIS);
}
