// One device: a WebSocket that comes back by itself, with the offset up to which it has everything.

export class Device {
  /** handlers: change(change), anew(room), text(type → any other text), state('open' | 'lost'). */
  constructor(token, handlers) {
    this.token = token;
    this.handlers = handlers;
    this.rooms = new Map();
    this.wanted = true;
    this.delay = 300;
    this.connect();
  }

  connect() {
    const url = new URL('api/socket', document.baseURI);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.onopen = () => this.say({ type: 'hello', token: this.token });
    socket.onmessage = (event) => this.heard(JSON.parse(event.data));
    socket.onclose = (event) => this.lost(event.code);
  }

  say(text) {
    if (this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(text));
    }
  }

  /** Watches a room from where its history ended; mode 'pubsub' hears only what is published from now on. */
  watch(room, epoch, offset, mode) {
    this.rooms.set(room, { epoch, offset, mode });
    if (this.welcome) {
      this.say({ type: 'watch', room, epoch, after: offset, mode });
    }
  }

  offset(room) {
    return this.rooms.get(room)?.offset;
  }

  heard(text) {
    if (text.type === 'welcome') {
      this.welcome = text;
      this.delay = 300;
      clearInterval(this.heartbeat);
      this.heartbeat = setInterval(() => this.say({ type: 'alive' }), text.heartbeatMillis);
      this.handlers.state?.('open');
      this.rooms.forEach((each, room) => this.say({ type: 'watch', room, epoch: each.epoch, after: each.offset, mode: each.mode }));
      this.handlers.text?.({ type: 'presence', online: text.online });
      this.handlers.text?.(text);
    } else if (text.type === 'watching') {
      const room = this.rooms.get(text.room);
      if (!room) {
        return;
      }
      const first = !room.epoch;
      room.epoch = text.epoch;
      text.changes.forEach((change) => this.changed(change));
      if (!text.recovered && room.mode !== 'pubsub' && !first) {
        this.handlers.anew?.(text.room);
      }
      room.offset = text.offset;
      this.handlers.text?.(text);
    } else if (text.type === 'changes') {
      text.changes.forEach((change) => this.changed(change));
    } else if (text.offset) {
      this.changed(text);
    } else {
      this.handlers.text?.(text);
    }
  }

  changed(change) {
    const room = this.rooms.get(change.room);
    if (room && (change.offset > room.offset || room.mode === 'pubsub')) {
      room.offset = change.offset;
      this.handlers.change?.(change);
    }
  }

  lost(code) {
    clearInterval(this.heartbeat);
    this.welcome = null;
    this.handlers.state?.('lost', code);
    if (this.wanted && code !== 4001) {
      this.again = setTimeout(() => this.connect(), this.delay);
      this.delay = Math.min(this.delay * 2, 5000);
    }
  }

  /** Breaks the connection, and does not come back before back() is called. */
  drop() {
    this.wanted = false;
    clearTimeout(this.again);
    this.socket.close();
  }

  back() {
    this.wanted = true;
    this.connect();
  }
}
