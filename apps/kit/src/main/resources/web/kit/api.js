// The description of the API for people: what /openapi.json says, one card for each operation.

import { api, el, toast } from './kit.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

function schemaText(schema, schemas, depth = 0) {
  const name = schema.$ref?.split('/').pop();
  const real = name ? schemas[name] : schema;
  if (schema.type === 'array') {
    return `[${schemaText(schema.items || {}, schemas, depth)}, …]`;
  }
  if (real?.enum) {
    return real.enum.map((each) => JSON.stringify(each)).join(' | ');
  }
  if (real?.properties && depth < 3) {
    const indent = '  '.repeat(depth + 1);
    const fields = Object.entries(real.properties).map(([field, type]) => `${indent}"${field}": ${schemaText(type, schemas, depth + 1)}`);
    return `{\n${fields.join(',\n')}\n${'  '.repeat(depth)}}`;
  }
  return real?.format || (Array.isArray(real?.type) ? real.type.join(' | ') : real?.type) || name || 'any';
}

function bodyOf(content, schemas) {
  return Object.entries(content || {}).map(([type, media]) => [
    el('span', { class: 'badge' }, type),
    media.schema && el('pre', { class: 'small' }, schemaText(media.schema, schemas)),
  ]);
}

function parameters(list) {
  return el(
    'div',
    { class: 'scroll' },
    el(
      'table',
      { class: 'table' },
      el('thead', {}, el('tr', {}, ['Parameter', 'In', 'Form', 'Meaning'].map((each) => el('th', { scope: 'col' }, each)))),
      el(
        'tbody',
        {},
        list.map((each) =>
          el(
            'tr',
            {},
            el('td', {}, el('code', {}, each.name), each.required ? ' *' : ''),
            el('td', {}, each.in),
            el('td', {}, each.schema.enum?.join(', ') || each.schema.format || each.schema.type || ''),
            el('td', {}, each.description || ''),
          ),
        ),
      ),
    ),
  );
}

function card(path, method, operation, schemas) {
  return el(
    'details',
    { class: 'card operation' },
    el('summary', {}, el('span', { class: `badge ${method === 'get' ? 'info' : 'accent'}` }, method.toUpperCase()), el('code', {}, path), el('span', { class: 'muted' }, operation.summary)),
    el(
      'div',
      { class: 'stack' },
      operation.description && el('p', {}, operation.description),
      operation.parameters && parameters(operation.parameters),
      operation.requestBody && el('div', { class: 'stack tight' }, el('h3', {}, 'Body'), bodyOf(operation.requestBody.content, schemas)),
      el(
        'div',
        { class: 'stack tight' },
        el('h3', {}, 'Answers'),
        Object.entries(operation.responses).map(([status, answer]) =>
          el('div', { class: 'stack tight' }, el('p', {}, el('span', { class: `badge ${status < 400 ? 'good' : 'bad'}` }, status), ' ', answer.description), status < 400 && bodyOf(answer.content, schemas)),
        ),
      ),
    ),
  );
}

try {
  const description = await api('GET', 'openapi.json', undefined, { lens: false });
  document.title = `${description.info.title} · API`;
  document.querySelector('#title').textContent = `${description.info.title}: API`;
  document.querySelector('#summary').textContent = description.info.summary;
  const list = document.querySelector('#operations');
  for (const [path, operations] of Object.entries(description.paths)) {
    for (const method of METHODS.filter((each) => operations[each])) {
      list.append(card(path, method, operations[method], description.components?.schemas || {}));
    }
  }
  if (!list.children.length) {
    list.append(el('p', { class: 'empty' }, 'This app has no API of its own.'));
  }
} catch (problem) {
  toast(problem);
}
