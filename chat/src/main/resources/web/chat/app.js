import { api as call, el, relativeTime, toast } from './kit/kit.js';
import { Device } from './device.js';
import { laboratory } from './laboratory.js';

const $ = (id) => document.getElementById(id);
const COLOURS = ['--info', '--good', '--accent', '--chart-4', '--chart-5', '--chart-6', '--chart-7'];
const EMOJI = ['👍', '🎉', '❤️', '😂'];
const SHOWN = 300;

let me = null;
let device = null;
let rooms = [];
let online = {};
let room = null;
let editing = null;
const messages = new Map(); // id → message
const drawn = new Map(); // id → element
const changed = new Set();
const typists = new Map(); // user → timer
let marks = {};
let more = false;
let newFrom = 0;

export function api(method, path, body, options = {}) {
  return call(method, path, body, { ...options, headers: me ? { Authorization: `Bearer ${me.token}` } : {} });
}

const quiet = { lens: false };
const at = (path) => `api/rooms/${encodeURIComponent(room.id)}/${path}`;

async function join(name) {
  me = await call('POST', 'api/people', { name }, quiet);
  sessionStorage.setItem('chat', JSON.stringify(me));
}

async function start() {
  try {
    me = JSON.parse(sessionStorage.getItem('chat') || 'null');
    if (!me) {
      await join('ada');
    }
    try {
      await loadRooms();
    } catch (problem) {
      if (problem.status !== 401) {
        throw problem;
      }
      const before = me.name;
      me = null;
      await join(before); // the demo was reset, and the token with it
      await loadRooms();
    }
    $('name').value = me.name;
    const { demo } = await call('GET', 'api/people', undefined, quiet);
    $('names').replaceChildren(...demo.map((each) => el('option', { value: each })));
    demo.forEach((each) => (online[each] ??= 0));
    device?.drop();
    device = new Device(me.token, { change, anew, text, state });
    rooms.forEach((each) => device.watch(each.id, each.epoch, each.offset));
    const wide = matchMedia('(min-width: 721px)').matches;
    const remembered = rooms.find((each) => each.id === location.hash.slice(1));
    if (wide || remembered) {
      await open((remembered || rooms.find((each) => each.id === 'general') || rooms[0]).id, false);
    }
  } catch (problem) {
    toast(problem);
  }
}

// Rooms and people

let asked = null;
/** Counts of unread messages are never kept here: they are asked for again when something changed. */
function loadRoomsSoon() {
  asked ??= setTimeout(async () => {
    asked = null;
    try {
      await loadRooms();
    } catch {
      // the connection is lost: the state says so, and it is asked again at the next change
    }
  }, 250);
}

async function loadRooms() {
  rooms = await api('GET', 'api/rooms', undefined, quiet);
  if (room) {
    room = rooms.find((each) => each.id === room.id) || room;
    showHead();
  }
  showRooms();
}

const titleOf = (each) => (each.kind === 'direct' ? each.id.split('.').slice(1).find((name) => name !== me.name) : each.title);

let shownRooms = '';
/** Draws the rooms, if something changed: a button that is being pressed stays where it is. */
function showRooms() {
  const shown = JSON.stringify([room?.id, me.name, rooms.map((each) => [each.id, each.title, each.unread])]);
  if (shown === shownRooms) {
    return;
  }
  shownRooms = shown;
  $('rooms').replaceChildren(
    ...rooms.map((each) =>
      el(
        'button',
        { type: 'button', 'data-room': each.id, 'aria-current': String(each.id === room?.id), onclick: () => open(each.id) },
        el('span', { class: 'muted', 'aria-hidden': 'true' }, each.kind === 'direct' ? '@' : '#'),
        el('span', { class: 'grow' }, titleOf(each)),
        each.unread > 0 && el('span', { class: 'count', 'aria-label': `${each.unread} unread` }, each.unread > 999 ? '999+' : each.unread),
      ),
    ),
  );
}

let shownPeople = '';
function showPeople() {
  const shown = JSON.stringify([me?.name, online]);
  if (shown === shownPeople) {
    return;
  }
  shownPeople = shown;
  const names = Object.keys(online).filter((name) => name !== me?.name).sort();
  $('people').replaceChildren(
    ...names.map((name) =>
      el(
        'li',
        {},
        el(
          'button',
          { type: 'button', 'data-person': name, onclick: () => write(name), title: `Write to ${name}` },
          el('span', { class: online[name] ? 'dot on' : 'dot', 'aria-label': online[name] ? 'there' : 'away' }),
          el('span', { class: 'grow' }, name),
          online[name] > 1 && el('span', { class: 'muted small' }, `${online[name]} devices`),
        ),
      ),
    ),
  );
}

async function write(name) {
  try {
    const direct = await api('POST', 'api/direct', { name });
    await loadRooms();
    await open(direct.id);
  } catch (problem) {
    toast(problem);
  }
}

function showHead() {
  $('title').textContent = titleOf(room);
  const owner = room.owner === me.name;
  $('slow-label').hidden = !owner;
  $('slow').value = String(room.slowSeconds);
  $('text').placeholder = room.slowSeconds && !owner ? `Slow mode: one message every ${room.slowSeconds} s` : `Message to ${titleOf(room)}`;
  showCursor();
}

function showCursor() {
  $('cursor').textContent = room ? `offset ${device?.offset(room.id) ?? room.offset}` : '';
}

// One room

async function open(id, focus = true) {
  const next = rooms.find((each) => each.id === id);
  if (!next) {
    return;
  }
  room = next;
  newFrom = room.unread ? room.mark : Infinity;
  history.replaceState(null, '', `#${id}`);
  $('chat').classList.add('in-room');
  $('found').hidden = true;
  stopEditing();
  complain(null);
  typists.forEach(clearTimeout);
  typists.clear();
  showTyping();
  showRooms();
  await anew(id);
  showHead();
  if (focus) {
    $('text').focus();
  }
}

/** Reads the newest history, and goes on from its offset. */
async function anew(id) {
  if (id !== room?.id) {
    loadRoomsSoon();
    return;
  }
  try {
    const [page, read] = await Promise.all([api('GET', at('messages?limit=50')), api('GET', at('read'), undefined, quiet)]);
    if (id !== room.id) {
      return;
    }
    marks = read;
    messages.clear();
    drawn.clear();
    page.messages.forEach((each) => messages.set(each.id, each));
    more = page.more;
    device?.watch(id, page.epoch, page.offset);
    $('messages').replaceChildren();
    draw(true);
    markRead();
  } catch (problem) {
    toast(problem);
  }
}

function change(each) {
  loadRoomsSoon();
  if (each.room !== room?.id) {
    return;
  }
  if (each.type === 'deleted') {
    const message = messages.get(each.id);
    if (message) {
      messages.set(each.id, { ...message, gone: each.by });
      changed.add(each.id);
    }
  } else if (each.type === 'message' || messages.has(each.message.id)) {
    messages.set(each.message.id, each.message);
    changed.add(each.message.id);
    clearTimeout(typists.get(each.message.author));
    typists.delete(each.message.author);
    showTyping();
  }
  drawSoon();
}

function text(each) {
  if (each.type === 'presence') {
    Object.keys(online).forEach((name) => (online[name] = 0));
    Object.assign(online, each.online);
    showPeople();
  } else if (each.type === 'typing' && each.room === room?.id && each.user !== me.name) {
    typing(each.user, each.millis);
  } else if (each.type === 'typists' && each.room === room?.id) {
    each.users.filter((user) => user !== me.name).forEach((user) => typing(user, 3000));
  } else if (each.type === 'read') {
    if (each.room === room?.id) {
      marks[each.user] = each.mark;
      drawSoon();
    }
    if (each.user === me.name) {
      loadRoomsSoon();
    }
  } else if (each.type === 'room') {
    loadRoomsSoon();
  } else if (each.type === 'reset') {
    location.reload();
  } else if (each.type === 'watching') {
    showCursor();
  } else if (each.type === 'welcome') {
    loadRoomsSoon();
  }
}

function state(value, code) {
  $('connection').textContent = value === 'open' ? 'live' : 'reconnecting';
  $('connection').className = value === 'open' ? 'badge good' : 'badge bad';
  if (code === 4001) {
    sessionStorage.removeItem('chat');
    start();
  }
}

function typing(user, millis) {
  clearTimeout(typists.get(user));
  typists.delete(user);
  if (millis > 0) {
    typists.set(user, setTimeout(() => typing(user, 0), millis));
  }
  showTyping();
}

function showTyping() {
  const names = [...typists.keys()];
  $('typing').textContent = names.length ? `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} typing…` : '';
}

// Messages

let frame = null;
function drawSoon() {
  frame ??= requestAnimationFrame(() => {
    frame = null;
    draw(false);
  });
}

function draw(toEnd) {
  const list = $('messages');
  const atEnd = toEnd || list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const ids = [...messages.keys()].sort((a, b) => a - b);
  if (atEnd && ids.length > SHOWN) {
    ids.splice(0, ids.length - SHOWN).forEach((id) => {
      messages.delete(id);
      drawn.get(id)?.remove();
      drawn.delete(id);
      more = true;
    });
  }
  list.querySelectorAll('.older, .new-line, .seen, .empty').forEach((each) => each.remove());
  let before = null;
  ids.forEach((id) => {
    const message = messages.get(id);
    const follows = before && before.author === message.author && message.at - before.at < 300_000;
    let element = drawn.get(id);
    if (!element || changed.has(id) || element.classList.contains('follows') !== Boolean(follows)) {
      const next = messageElement(message, follows);
      if (element) {
        element.replaceWith(next);
      } else {
        const after = ids.find((each) => each > id && drawn.has(each));
        list.insertBefore(next, after ? drawn.get(after) : null);
      }
      drawn.set(id, next);
      element = next;
    }
    before = message;
  });
  changed.clear();
  const firstNew = ids.find((id) => id > newFrom && messages.get(id).author !== me.name);
  if (firstNew) {
    drawn.get(firstNew).before(el('li', { class: 'new-line' }, 'new'));
  }
  if (more) {
    list.prepend(el('li', { class: 'older' }, el('button', { class: 'button small', type: 'button', id: 'older', onclick: older }, 'Older messages')));
  }
  const last = ids[ids.length - 1];
  if (last && messages.get(last).author === me.name) {
    const seen = Object.keys(marks).filter((user) => user !== me.name && Number(marks[user]) >= last);
    list.append(el('li', { class: 'seen muted small' }, seen.length ? `Seen by ${seen.join(', ')}` : 'Sent'));
  }
  if (!ids.length) {
    list.append(el('li', { class: 'empty' }, 'Nothing was said here yet. Begin!'));
  }
  if (atEnd) {
    list.scrollTop = list.scrollHeight;
    markRead();
  }
  showCursor();
}

function messageElement(message, follows) {
  const mine = message.author === me.name;
  const reactions = Object.entries(message.reactions || {});
  const colour = COLOURS[[...message.author].reduce((sum, each) => sum + each.charCodeAt(0), 0) % COLOURS.length];
  return el(
    'li',
    { class: `message${follows ? ' follows' : ''}${message.gone ? ' gone' : ''}`, 'data-id': message.id },
    el('span', { class: 'face', style: { background: `var(${colour})` }, 'aria-hidden': 'true' }, message.author[0]),
    el('span', { class: 'by' }, el('strong', {}, message.author), el('time', { class: 'muted small', title: new Date(message.at).toLocaleString() }, relativeTime(message.at))),
    el('span', { class: 'text' }, message.gone ? `deleted by ${message.gone}` : message.text, message.edited && !message.gone && el('span', { class: 'muted small' }, ' (edited)')),
    !message.gone && reactions.length > 0 &&
      el('span', { class: 'reactions' }, reactions.map(([emoji, users]) => {
        const on = users.includes(me.name);
        return el('button', { type: 'button', 'aria-pressed': String(on), title: users.join(', '), onclick: () => react(message, emoji, !on) }, `${emoji} ${users.length}`);
      })),
    !message.gone &&
      el(
        'span',
        { class: 'tools' },
        EMOJI.map((emoji) => el('button', { type: 'button', 'aria-label': `React with ${emoji}`, onclick: () => react(message, emoji, !message.reactions?.[emoji]?.includes(me.name)) }, emoji)),
        mine && el('button', { type: 'button', 'data-edit': '', 'aria-label': 'Edit', onclick: () => edit(message) }, 'Edit'),
        (mine || room.owner === me.name) && el('button', { type: 'button', 'data-delete': '', 'aria-label': 'Delete', onclick: () => act(() => api('DELETE', at(`messages/${message.id}`))) }, 'Delete'),
      ),
  );
}

async function older() {
  const list = $('messages');
  const height = list.scrollHeight;
  try {
    const page = await api('GET', at(`messages?limit=50&before=${Math.min(...messages.keys())}`));
    page.messages.forEach((each) => messages.set(each.id, each));
    more = page.more;
    draw(false);
    list.scrollTop = list.scrollHeight - height;
  } catch (problem) {
    toast(problem);
  }
}

let marked = null;
function markRead() {
  const last = Math.max(0, ...messages.keys());
  if (document.hidden || !room || last <= Number(marks[me.name] || 0) || marked) {
    return;
  }
  const id = room.id;
  marked = setTimeout(async () => {
    marked = null;
    if (id !== room.id) {
      return;
    }
    const upTo = Math.max(0, ...messages.keys());
    marks[me.name] = upTo;
    try {
      await api('PUT', `api/rooms/${id}/read`, { upTo }, quiet);
    } catch {
      delete marks[me.name]; // tried again with the next message
    }
  }, 300);
}

async function act(action) {
  try {
    return await action();
  } catch (problem) {
    toast(problem);
    return null;
  }
}

const react = (message, emoji, on) => act(() => api(on ? 'PUT' : 'DELETE', at(`messages/${message.id}/reactions/${encodeURIComponent(emoji)}`)));

function edit(message) {
  editing = message;
  $('text').value = message.text;
  $('cancel').hidden = false;
  $('send').textContent = 'Save';
  $('text').focus();
}

function stopEditing() {
  if (editing) {
    $('text').value = '';
  }
  editing = null;
  $('cancel').hidden = true;
  $('send').textContent = 'Send';
}

function complain(problem) {
  $('problem').textContent = problem?.message || '';
  $('problem').hidden = !problem;
}

/** Sends; where no answer comes, sends the same again under the same id, so that it is there once. */
async function send(value) {
  const body = { clientId: crypto.randomUUID?.() || String(Math.random()).slice(2), text: value };
  for (let tries = 0; ; tries++) {
    try {
      return await api('POST', at('messages'), body);
    } catch (problem) {
      if (problem.status !== 0 || tries > 4) {
        throw problem;
      }
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries));
    }
  }
}

$('composer').addEventListener('submit', async (event) => {
  event.preventDefault();
  const value = $('text').value.trim();
  if (!value || !room) {
    return;
  }
  const edited = editing;
  try {
    $('text').value = '';
    if (edited) {
      await api('PATCH', at(`messages/${edited.id}`), { text: value });
    } else {
      newFrom = Infinity;
      await send(value);
    }
    stopEditing();
    complain(null);
    typed = 0;
    $('messages').scrollTop = $('messages').scrollHeight;
  } catch (problem) {
    $('text').value = value;
    complain(problem);
  }
});

let typed = 0;
$('text').addEventListener('input', () => {
  const now = Date.now();
  if (room && now - typed > 2000) {
    typed = now;
    device?.say({ type: 'typing', room: room.id, millis: 5000 });
  }
});

$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('composer').requestSubmit();
  } else if (event.key === 'Escape') {
    stopEditing();
  } else if (event.key === 'ArrowUp' && !$('text').value) {
    const mine = [...messages.values()].filter((each) => each.author === me.name && !each.gone).sort((a, b) => b.id - a.id)[0];
    if (mine) {
      event.preventDefault();
      edit(mine);
    }
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key === '/' && !event.target.closest('input, textarea, select')) {
    event.preventDefault();
    $('search').focus();
  } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown') && room) {
    event.preventDefault();
    const index = rooms.findIndex((each) => each.id === room.id) + (event.key === 'ArrowUp' ? -1 : 1);
    open(rooms[(index + rooms.length) % rooms.length].id);
  }
});

$('cancel').addEventListener('click', stopEditing);
$('back').addEventListener('click', () => $('chat').classList.remove('in-room'));
$('slow').addEventListener('change', () => act(() => api('PATCH', `api/rooms/${room.id}`, { slowSeconds: Number($('slow').value) })));
$('messages').addEventListener('scroll', markRead, { passive: true });
document.addEventListener('visibilitychange', markRead);

$('search-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const query = $('search').value.trim();
  $('found').hidden = !query;
  if (query) {
    const found = (await act(() => api('GET', at(`search?q=${encodeURIComponent(query)}`)))) || [];
    $('found').replaceChildren(
      el('p', { class: 'muted small' }, found.length ? `${found.length} found, the newest first` : 'Nothing found.'),
      ...found.map((each) => el('p', {}, el('strong', {}, each.author), ` ${each.text} `, el('span', { class: 'muted small' }, relativeTime(each.at)))),
    );
  }
});
$('search').addEventListener('input', () => {
  if (!$('search').value) {
    $('found').hidden = true;
  }
});

$('new-room').addEventListener('click', () => {
  $('room-form').hidden = !$('room-form').hidden;
  $('room-title').focus();
});

$('room-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const made = await act(() => api('POST', 'api/rooms', { title: $('room-title').value }));
  if (made) {
    $('room-title').value = '';
    $('room-form').hidden = true;
    await loadRooms();
    await open(made.id);
  }
});

$('who').addEventListener('submit', async (event) => {
  event.preventDefault();
  if ($('name').value.trim() === me.name) {
    return;
  }
  const before = me;
  me = null;
  try {
    await join($('name').value.trim());
    room = null;
    await start();
  } catch (problem) {
    me = before;
    $('name').value = me.name;
    toast(problem);
  }
});

await start();
laboratory(api, () => me);
