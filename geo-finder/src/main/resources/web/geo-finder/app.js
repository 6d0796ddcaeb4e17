// The page: one map, two panels that draw on it, and the race for one driver.

import { api, el, onEvents, toast } from './kit/kit.js';
import * as drivers from './drivers.js';
import { svg, WorldMap } from './map.js';
import * as stores from './stores.js';

const $ = (id) => document.getElementById(id);
const TABS = ['stores', 'drivers'];
const me = { lon: 12.5683, lat: 55.6761 };
let tab = TABS.includes(location.hash.slice(1)) ? location.hash.slice(1) : 'stores';

const map = new WorldMap($('map'), {
  layers: () => (tab === 'stores' ? stores.layers(pin()) : [drivers.layers(), pin()]),
  onpick(point) {
    Object.assign(me, point);
    $('preset').value = '';
    if (tab === 'stores') {
      stores.search({ fit: false });
    } else {
      drivers.stand();
    }
    map.draw();
  },
  onmove() {
    if (tab === 'stores') {
      stores.loadClusters();
    }
  },
});

function pin() {
  const [cx, cy] = [map.nearX(me.lon), map.y(me.lat)];
  return [svg('circle', { class: 'me', cx, cy, r: 9 }), svg('circle', { class: 'me-dot', cx, cy, r: 3.5 })];
}

function open(name, focus = false) {
  tab = name;
  for (const each of TABS) {
    $(each).hidden = each !== name;
    $(`tab-${each}`).setAttribute('aria-selected', String(each === name));
    $(`tab-${each}`).tabIndex = each === name ? 0 : -1;
  }
  if (focus) {
    $(`tab-${name}`).focus();
    history.replaceState(null, '', `#${name}`);
  }
  if (name === 'drivers') {
    drivers.fit();
  } else {
    stores.search({ lens: false });
  }
}

for (const name of TABS) {
  $(`tab-${name}`).addEventListener('click', () => open(name, true));
  $(`tab-${name}`).addEventListener('keydown', (event) => {
    if (['ArrowLeft', 'ArrowRight'].includes(event.key)) {
      open(TABS[1 - TABS.indexOf(name)], true);
    }
  });
}

$('race').addEventListener('click', async () => {
  const mode = document.querySelector('input[name=mode]:checked').value;
  $('race').disabled = true;
  try {
    const race = await api('POST', `api/laboratory/race?mode=${mode}&riders=${encodeURIComponent($('riders').value)}`);
    const count = Object.keys(race.promised).length;
    const verdict = race.broken ? `One driver was promised to ${count} riders.` : 'One rider got the driver; the others know that they did not.';
    const riders = Array.from({ length: race.riders }, (_, i) => `rider-${i + 1}`);
    $('race-result').replaceChildren(
      el('p', {}, el('span', { class: `badge ${race.broken ? 'bad' : 'good'}` }, race.broken ? 'broken' : 'fair'), ` ${verdict}`),
      ...riders.map((each) => el('span', { class: `badge ${race.promised[each] ? (race.broken ? 'bad' : 'good') : ''}` }, each)),
    );
  } catch (problem) {
    toast(problem);
  } finally {
    $('race').disabled = false;
  }
});

stores.start(map, me);
drivers.start(map, me);
open(tab);
onEvents('api/events', {
  ...drivers.handlers,
  places() {
    if (tab === 'stores') {
      stores.loadClusters();
      stores.search({ fit: false, lens: false });
    }
  },
  reset: () => location.reload(),
});
