// The page of the URL shortener: four tabs, and what others do meanwhile.

import { onEvents } from './kit/kit.js';
import * as codes from './codes.js';
import * as form from './form.js';
import * as keys from './keys.js';
import * as links from './links.js';
import * as pipeline from './pipeline.js';
import { byId } from './shared.js';

const TABS = { links: null, pipeline, codes, keys };
const NAMES = Object.keys(TABS);

function open(name, focus = false) {
  for (const each of NAMES) {
    byId(each).hidden = each !== name;
    byId(`tab-${each}`).setAttribute('aria-selected', String(each === name));
    byId(`tab-${each}`).tabIndex = each === name ? 0 : -1;
    TABS[each]?.show(each === name);
  }
  if (focus) {
    byId(`tab-${name}`).focus();
    history.replaceState(null, '', `#${name}`);
  }
}

for (const name of NAMES) {
  byId(`tab-${name}`).addEventListener('click', () => open(name, true));
  byId(`tab-${name}`).addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      open(NAMES[(NAMES.indexOf(name) + step + NAMES.length) % NAMES.length], true);
    }
  });
}

form.start(links.made);
pipeline.start();
codes.start();
keys.start();
open(NAMES.includes(location.hash.slice(1)) ? location.hash.slice(1) : 'links');
await links.start();
onEvents('api/events', {
  visit: links.visited,
  created: ({ code }) => links.created(code),
  changed: () => links.reload(),
  deleted: ({ code }) => links.gone(code),
  reset: () => links.reload(),
  resync: () => links.load({ lens: false }),
});
