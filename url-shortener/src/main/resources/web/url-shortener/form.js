// The form for new links, and its result.

import { api, el, toast } from './kit/kit.js';
import { byId, copyText, qrUrl, shortUrl, shown } from './shared.js';

let onmade = () => {};

const fields = ['url', 'code', 'expiry', 'until', 'max', 'title', 'tags', 'from', 'password', 'rules'];

/** How the server's sentence begins tells which field it is about. */
const culprits = {
  'The target': 'url', 'The code': 'code', 'The expiry': 'expiry', 'The maximum': 'max', 'The title': 'title', 'The tags': 'tags',
  'The beginning': 'from', 'The password': 'password', 'The rule': 'rules', 'The rules': 'rules',
};
const hidden = ['title', 'tags', 'from', 'password', 'rules'];

function complain(field, sentence) {
  const note = byId(`${field}-note`);
  note.textContent = sentence || '';
  note.classList.toggle('bad', Boolean(sentence));
  if (sentence) {
    byId(field).setAttribute('aria-invalid', 'true');
  } else {
    byId(field).removeAttribute('aria-invalid');
  }
  return !sentence;
}

const checks = {
  url() {
    const input = byId('url');
    const text = input.value.trim();
    if (text && !/^[a-z][a-z0-9+.-]*:/i.test(text)) {
      input.value = `https://${text}`;
    }
    return text ? '' : 'Please give a target.';
  },
  code() {
    const text = byId('code').value.trim();
    return !text || /^[A-Za-z0-9][A-Za-z0-9_-]{2,31}$/.test(text) ? '' : '3 to 32 of a-z, A-Z, 0-9, - and _';
  },
  expiry: () => '',
  until() {
    if (byId('expiry').value !== 'at') {
      return '';
    }
    const time = new Date(byId('until').value).getTime();
    return Number.isNaN(time) ? 'Please give a time.' : time > Date.now() ? '' : 'This time is over already.';
  },
  max() {
    const text = byId('max').value.trim();
    return !text || (/^[1-9]\d{0,8}$/.test(text)) ? '' : 'A number from 1 up';
  },
  title: () => '',
  tags() {
    const tags = words(byId('tags').value);
    return tags.length <= 10 && tags.every((tag) => /^[\p{L}\d_-]{1,30}$/u.test(tag)) ? '' : 'At most 10, of letters, digits, - and _';
  },
  from: () => '',
  password: () => '',
  rules: () => (rules().every((rule) => rule.target) ? '' : 'Each rule needs a target.'),
};

const words = (text) => text.trim().split(/[\s,]+/).filter(Boolean);

function wanted() {
  const expiry = byId('expiry').value;
  const end = expiry === 'at' ? new Date(byId('until').value) : expiry ? new Date(Date.now() + expiry * 1000) : null;
  return {
    url: byId('url').value.trim(),
    code: byId('code').value.trim() || null,
    expiresAt: end ? end.toISOString() : null,
    maxVisits: byId('max').value.trim() ? Number(byId('max').value) : null,
    title: byId('title').value.trim() || null,
    tags: words(byId('tags').value),
    validFrom: byId('from').value ? new Date(byId('from').value).toISOString() : null,
    password: byId('password').value || null,
    rules: rules(),
    forwardQuery: byId('forward').checked,
    reuse: byId('reuse').checked,
  };
}

async function submit(event) {
  event.preventDefault();
  const bad = fields.filter((field) => !complain(field, checks[field]()));
  if (bad.length) {
    show(bad[0]);
    return;
  }
  byId('submit').disabled = true;
  try {
    const made = await api('POST', 'api/links', wanted());
    byId('form').reset();
    byId('rules').replaceChildren();
    byId('until-field').hidden = true;
    showResult(made.link);
    onmade(made.link.code);
  } catch (problem) {
    blame(problem);
  } finally {
    byId('submit').disabled = false;
  }
}

function blame(problem) {
  const [, field] = Object.entries(culprits).find(([start]) => problem.message.startsWith(start)) || [];
  if (!field) {
    toast(problem);
    return;
  }
  complain(field, problem.message);
  show(field);
}

function show(field) {
  if (hidden.includes(field)) {
    byId('more').open = true;
  }
  (field === 'rules' ? byId('add-rule') : byId(field)).focus();
}

/** A row of the list of rules: a condition, its value, and a target. */
function addRule() {
  const kinds = { device: 'Device is', language: 'Language is', browser: 'Browser is', query: 'Query has', share: 'Share of 100' };
  const kind = el('select', { class: 'input', 'aria-label': 'Condition' }, Object.entries(kinds).map(([value, text]) => el('option', { value }, text)));
  const value = el('input', { class: 'input', 'aria-label': 'Value', placeholder: 'ios', autocomplete: 'off' });
  const target = el('input', { class: 'input', type: 'url', 'aria-label': 'Target of the rule', placeholder: 'https://example.com/ios', autocomplete: 'off' });
  const examples = { device: 'ios', language: 'de', browser: 'firefox', query: 'ref=mail', share: '50' };
  kind.addEventListener('change', () => {
    value.placeholder = examples[kind.value];
  });
  const row = el('div', { class: 'rule' }, kind, value, target,
    el('button', { class: 'button small', type: 'button', 'aria-label': 'Remove this rule', onclick: () => {
      row.remove();
      byId('add-rule').focus();
    } }, '✕'));
  byId('rules').append(row);
  value.focus();
}

const rules = () => [...document.querySelectorAll('#rules .rule')].map((row) => {
  const [kind, value, target] = [...row.querySelectorAll('select, input')].map((each) => each.value.trim());
  return { [kind]: kind === 'share' ? Number(value) : value, target };
});

function showResult(link) {
  const url = shortUrl(link.code);
  const copy = el('button', { class: 'button primary', type: 'button', 'data-copy': '', onclick: () => copyText(url) }, 'Copy');
  byId('result').replaceChildren(
    el('div', { class: 'result' },
      el('div', { class: 'stack' },
        el('div', { class: 'stack tight' },
          el('a', { class: 'short mono', href: url, target: '_blank', rel: 'noopener' }, shown(url)),
          el('p', { class: 'muted small one-line' }, `to ${shown(link.target)}`)),
        el('div', { class: 'row' }, copy, el('a', { class: 'button', href: `${url}+`, target: '_blank', rel: 'noopener' }, 'Preview'))),
      el('img', { class: 'qr', src: qrUrl(link.code), alt: `QR code of ${url}`, width: 132, height: 132 })));
  copy.focus();
}

/** Lets the form work; made(code) is called for each new link. */
export function start(made) {
  onmade = made;
  byId('form').addEventListener('submit', submit);
  byId('add-rule').addEventListener('click', addRule);
  byId('expiry').addEventListener('change', () => {
    byId('until-field').hidden = byId('expiry').value !== 'at';
  });
  fields.filter((field) => field !== 'rules').forEach((field) => {
    byId(field).addEventListener('input', () => complain(field, ''));
    byId(field).addEventListener('change', () => byId(field).value && complain(field, checks[field]()));
  });
}
