// Drivers on the move, fences, and the ride of whoever looks at the page.

import { api, el, relativeTime, toast } from './kit/kit.js';
import { distance, ring, svg } from './map.js';

const $ = (id) => document.getElementById(id);
const quiet = { lens: false };
const CITY = { lon: 12.65, lat: 55.72, meters: 52000 };
const REACH = 40000;
const rider = `you-${Math.random().toString(36).slice(2, 8)}`;

let drivers = [];
let fences = { fences: [], inside: {} };
let roads = { towns: {}, roads: [] };
let crossings = [];
let ride = null;
let lit = new Map();
let map = null;
let me = null;
let asking = false;
let again = false;

/** Asks where the drivers are; calls while an answer is awaited become one more. */
export async function load() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    drivers = await api('GET', 'api/drivers', undefined, quiet);
    show();
  } catch (problem) {
    toast(problem);
  } finally {
    asking = false;
    if (again) {
      again = false;
      setTimeout(load, 100);
    }
  }
}

export async function loadFences() {
  try {
    fences = await api('GET', 'api/fences', undefined, quiet);
    showFences();
  } catch (problem) {
    toast(problem);
  }
}

function show() {
  const free = drivers.filter((each) => each.status === 'free');
  $('driver-count').textContent = drivers.length;
  $('driver-free').textContent = free.length;
  const near = free
    .map((each) => ({ each, meters: meters(me, each) }))
    .sort((a, b) => a.meters - b.meters)
    .slice(0, 3);
  $('near').replaceChildren(...near.map(({ each, meters: far }) => el('li', {}, el('span', { class: 'grow' }, each.id), el('span', { class: 'far' }, distance(far)))));
  map.draw();
}

function meters(a, b) {
  const rad = Math.PI / 180;
  const u = Math.sin(((b.lat - a.lat) * rad) / 2);
  const v = Math.sin(((b.lon - a.lon) * rad) / 2);
  return 2 * 6372797.56 * Math.asin(Math.sqrt(u * u + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * v * v));
}

function showFences() {
  const rows = fences.fences.map((fence) =>
    el(
      'li',
      {},
      el('div', { class: 'grow' }, fence.name, el('div', { class: 'muted small' }, `${distance(fence.radius)}, out at ${distance(fence.radius + fence.margin)}`)),
      el('span', { class: 'badge info' }, `${(fences.inside[fence.id] || []).length} inside`),
      el('button', { class: 'button small', type: 'button', 'aria-label': `Watch ${fence.name} no longer`, onclick: () => act(() => api('DELETE', `api/fences/${fence.id}`)) }, '✕'),
    ),
  );
  $('fences').replaceChildren(...rows);
  map.draw();
}

function showCrossings() {
  const name = (id) => fences.fences.find((each) => each.id === id)?.name || id;
  const words = { enter: 'entered', exit: 'left', lost: 'was lost in' };
  $('crossings').replaceChildren(
    ...crossings.slice(0, 30).map((each) =>
      el('li', {}, el('span', {}, el('b', {}, each.driver), ` ${words[each.what]} ${name(each.fence)}`), el('span', { class: 'muted' }, relativeTime(Number(each.id.split('-')[0])))),
    ),
  );
  $('crossings-empty').hidden = crossings.length > 0;
}

function showRide() {
  const active = ride?.status === 'assigned';
  $('ride').textContent = !ride
    ? 'Click the map where you stand, then call.'
    : active
      ? `${ride.driver} comes to you, from ${distance(ride.meters)} away.`
      : `The ride is ${ride.status}.`;
  $('call').hidden = active;
  $('finish').hidden = !active;
  $('cancel').hidden = !active;
  map.draw();
}

async function act(action) {
  try {
    return await action();
  } catch (problem) {
    toast(problem);
    return null;
  }
}

async function end(how) {
  ride = (await act(() => api('POST', `api/rides/${ride.id}/end`, { how }))) || ride;
  showRide();
}

/** What the map shows of drivers. */
export function layers() {
  const path = (each) => each.trail.map(({ lon, lat }, i) => `${i ? 'L' : 'M'}${map.nearX(lon)},${map.y(lat)}`).join('');
  const mine = ride?.status === 'assigned' && drivers.find((each) => each.id === ride.driver);
  return [
    roads.roads.map(({ from, to }) => svg('line', { class: 'road', x1: map.nearX(from.lon), y1: map.y(from.lat), x2: map.nearX(to.lon), y2: map.y(to.lat) })),
    fences.fences.map((each) => map.shape(ring(each.lon, each.lat, each.radius), { class: 'fence', 'data-lit': lit.has(each.id) })),
    drivers.map((each) => svg('path', { class: 'trail', d: path(each) })),
    mine ? svg('line', { class: 'call', x1: map.nearX(me.lon), y1: map.y(me.lat), x2: map.nearX(mine.lon), y2: map.y(mine.lat) }) : null,
    drivers.map(arrow),
    map.scale > 60 ? Object.entries(roads.towns).map(town) : [],
  ];
}

function town([name, point]) {
  const east = point.lon > 12.62;
  return svg('text', { class: `town halo ${east ? 'east' : 'west'}`, x: map.nearX(point.lon) + (east ? 10 : -10), y: map.y(point.lat) - 8 }, name);
}

function arrow(each) {
  return svg(
    'g',
    { class: 'driver', 'data-status': each.status, transform: `translate(${map.nearX(each.lon)},${map.y(each.lat)}) rotate(${each.heading})` },
    svg('path', { d: each.ride === ride?.id && ride ? 'M0,-13L9,10L0,5L-9,10Z' : 'M0,-9L6,7L0,4L-6,7Z' }),
    svg('title', {}, `${each.id}, ${each.status}`),
  );
}

/** Shows the city of the drivers. */
export function fit() {
  map.fit(CITY.lon, CITY.lat, CITY.meters);
}

async function drive() {
  const { run } = await api('GET', 'kit/traffic', undefined, quiet);
  if (run?.running) {
    await api('DELETE', 'kit/traffic', undefined, quiet);
  } else {
    await api('POST', 'kit/traffic', { scenario: 'city', perSecond: 100, seconds: 300 }, quiet);
  }
  document.querySelector('v-traffic').poll?.();
  await follow();
}

async function follow() {
  const { run } = await api('GET', 'kit/traffic', undefined, quiet);
  $('drive').textContent = run?.running ? 'Stop them' : 'Let them drive';
  $('drive').classList.toggle('primary', !run?.running);
}

async function watch(event) {
  event.preventDefault();
  const name = $('fence-name').value.trim();
  const id = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 30) || 'fence'}-${Math.floor(Math.random() * 1e4)}`;
  const radius = $('fence-radius').value * 1000;
  try {
    await api('PUT', `api/fences/${id}`, { id, name, lon: me.lon, lat: me.lat, radius, margin: Math.min(500, radius / 10) });
    $('fence-problem').hidden = true;
    $('fence-name').value = '';
  } catch (problem) {
    $('fence-problem').textContent = problem.message;
    $('fence-problem').hidden = false;
  }
}

/** What the app's events do here. */
export const handlers = {
  moved: load,
  fences: loadFences,
  fence(crossing) {
    crossings.unshift(crossing);
    crossings.length = Math.min(crossings.length, 100);
    const inside = new Set(fences.inside[crossing.fence] || []);
    crossing.what === 'enter' ? inside.add(crossing.driver) : inside.delete(crossing.driver);
    fences.inside[crossing.fence] = [...inside];
    clearTimeout(lit.get(crossing.fence));
    lit.set(crossing.fence, setTimeout(() => lit.delete(crossing.fence), 900));
    showFences();
    showCrossings();
  },
  ride(changed) {
    if (changed.rider === rider) {
      ride = changed;
      showRide();
    }
    load();
  },
};

/** Connects the buttons; point is where people stand, moved by the map. */
export async function start(theMap, point) {
  map = theMap;
  me = point;
  $('drive').addEventListener('click', () => act(drive));
  $('call').addEventListener('click', async () => {
    ride = (await act(() => api('POST', 'api/rides', { rider, lon: me.lon, lat: me.lat, radius: REACH }))) || ride;
    showRide();
    load();
  });
  $('finish').addEventListener('click', () => end('finished'));
  $('cancel').addEventListener('click', () => end('cancelled'));
  $('new-fence').addEventListener('submit', watch);
  document.addEventListener('v-traffic-end', () => act(follow));
  setInterval(() => document.hidden || $('drivers').hidden || Promise.all([load(), act(follow), showCrossings()]), 3000);
  await act(async () => {
    roads = await api('GET', 'api/roads', undefined, quiet);
    crossings = await api('GET', 'api/crossings', undefined, quiet);
    await Promise.all([load(), loadFences(), follow()]);
    showCrossings();
  });
}

/** The map was clicked: who stands elsewhere has other drivers near. */
export function stand() {
  show();
}
