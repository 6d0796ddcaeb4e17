// What the network does, on purpose.

import { el, number, toast } from './kit/kit.js';
import { Device } from './device.js';

const $ = (id) => document.getElementById(id);
const ROOM = 'network-laboratory';
const LATER = 3000;
const wait = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

export function laboratory(api, me) {
  const quiet = { lens: false };
  $('drop').addEventListener('click', async () => {
    $('drop').disabled = true;
    try {
      await dropNetwork();
    } catch (problem) {
      toast(problem);
    }
    $('drop').disabled = false;
  });

  /** A device that keeps what it was told. */
  function listener(mode, epoch, offset) {
    const texts = new Map();
    const ready = Promise.withResolvers ? Promise.withResolvers() : deferred();
    const device = new Device(me().token, {
      change: (change) => (change.type === 'deleted' ? texts.delete(change.id) : texts.set(change.message.id, change.message.text)),
      text: (text) => text.type === 'watching' && ready.resolve(),
    });
    device.watch(ROOM, epoch, offset, mode);
    return { device, texts, ready: ready.promise };
  }

  function deferred() {
    const result = {};
    result.promise = new Promise((resolve) => (result.resolve = resolve));
    return result;
  }

  async function say(text) {
    const sent = await api('POST', `api/rooms/${ROOM}/messages`, { clientId: `${Date.now()}-${Math.floor(Math.random() * 1e9)}`, text }, quiet);
    return sent.message.id;
  }

  async function dropNetwork() {
    const start = await api('GET', `api/rooms/${ROOM}/messages?limit=1`, undefined, quiet);
    const all = [listener('pubsub', start.epoch, start.offset), listener('stream', start.epoch, start.offset)];
    const happened = [];
    const remember = async (text) => happened.push({ id: await say(text), text });
    const progress = (value) => ($('drop-progress').value = value);
    $('pubsub-verdict').textContent = $('stream-verdict').textContent = 'Both are there.';
    await Promise.all(all.map((each) => each.ready));
    await remember('The bus leaves at eight');
    await remember('I told the boss');
    await remember('Who brings cake?');
    progress(0.25);
    await wait(400);
    all.forEach((each) => each.device.drop());
    $('pubsub-verdict').textContent = $('stream-verdict').textContent = 'No network.';
    await wait(LATER / 3);
    await api('PATCH', `api/rooms/${ROOM}/messages/${happened[0].id}`, { text: 'The bus leaves at SEVEN' }, quiet);
    happened[0].text = 'The bus leaves at SEVEN';
    happened[0].note = 'edited';
    await api('DELETE', `api/rooms/${ROOM}/messages/${happened[1].id}`, undefined, quiet);
    happened[1].gone = true;
    progress(0.5);
    await remember('I bring cake');
    await remember('Gate 4, not 5!');
    await wait(LATER / 3);
    progress(0.7);
    await wait(LATER / 3);
    all.forEach((each) => each.device.back());
    await wait(700);
    await remember('All here again?');
    await wait(500);
    progress(1);
    show('pubsub', happened, all[0].texts);
    show('stream', happened, all[1].texts);
    all.forEach((each) => each.device.drop());
  }

  function show(where, happened, texts) {
    let lost = 0;
    const lines = happened.map(({ id, text, gone, note }) => {
      const has = texts.get(id);
      const right = gone ? has === undefined : has === text;
      lost += right ? 0 : 1;
      if (gone) {
        return el('li', { class: right ? '' : 'lost' }, right ? 'A deleted message is gone' : `${has} — still here, though it was deleted`);
      }
      const missing = has === undefined ? `${text} — lost` : `${has} — the edit was lost`;
      return el('li', { class: right ? '' : 'lost' }, right ? `${text}${note ? ` (${note})` : ''}` : missing);
    });
    $(where).replaceChildren(...lines);
    $(`${where}-verdict`).replaceChildren(el('span', { class: lost ? 'badge bad' : 'badge good' }, lost ? `${lost} of ${happened.length} lost` : 'Nothing lost'));
  }

  document.querySelectorAll('[data-experiment]').forEach((button) =>
    button.addEventListener('click', async () => {
      const mode = document.querySelector('input[name=mode]:checked').value;
      const modes = mode === 'both' ? ['naive', 'correct'] : [mode];
      button.disabled = true;
      try {
        const results = await Promise.all(modes.map((each) => api('POST', `api/laboratory/${button.dataset.experiment}?mode=${each}`)));
        $('experiments').replaceChildren(...results.map(experiment));
      } catch (problem) {
        toast(problem);
      }
      button.disabled = false;
    }),
  );

  function experiment(result) {
    return el(
      'div',
      { class: result.good ? 'experiment' : 'experiment broken' },
      el('span', { class: 'badge' }, result.mode),
      el('h3', {}, result.outcome),
      el('ol', {}, result.steps.map((step) => el('li', {}, step))),
    );
  }

  // The slow device

  let slow = null;
  let timer = null;
  $('slow-device').addEventListener('click', async () => {
    if (slow) {
      slow.drop();
      slow = null;
      clearInterval(timer);
    } else {
      const rush = await api('GET', 'api/rooms/rush-hour/messages?limit=1', undefined, quiet);
      slow = new Device(me().token, { text: (text) => text.type === 'welcome' && slow?.say({ type: 'pace', millis: 250 }) });
      slow.watch('rush-hour', rush.epoch, rush.offset);
      timer = setInterval(showLive, 500);
    }
    $('slow-device').textContent = slow ? 'Disconnect it' : 'Connect one';
    $('slow-device').setAttribute('aria-pressed', String(Boolean(slow)));
    showLive();
  });

  async function showLive() {
    try {
      const live = await api('GET', 'api/live', undefined, quiet);
      $('live-devices').replaceChildren(
        ...live.connections.map((each) =>
          el(
            'tr',
            {},
            el('td', {}, `${each.user} `, el('span', { class: 'muted mono small' }, each.id), each.paceMillis > 0 && el('span', { class: 'badge bad' }, 'slow')),
            el('td', {}, el('progress', { class: 'progress waiting-bar', max: each.mostWaiting, value: each.waiting, 'aria-label': 'Texts that wait' }), ` ${each.waiting}`),
            el('td', { class: 'number' }, number(each.sent)),
          ),
        ),
      );
      $('sent-away').textContent = `Sent away for being too slow: ${number(live.tooSlow)}, in the process ${live.process}.`;
    } catch {
      // shown by the connection's badge already
    }
  }
  showLive();
}
