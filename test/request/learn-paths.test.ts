import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EndpointNamer } from '../../src/request/endpoint-namer.ts';
import { learnPaths } from '../../src/request/learn-paths.ts';
import { shuffled, slugs, words } from './made-up-paths.ts';

/** The endpoints of these requests, learned from themselves, with how many each has. */
function endpointsOf(targets: readonly string[], others: readonly string[] = []): Record<string, number> {
  const namer = new EndpointNamer([], learnPaths(targets.map((target) => ({ target, count: 1 }))));
  const counts: Record<string, number> = {};
  for (const target of [...targets, ...others]) {
    const { path } = namer.name('GET', target);
    counts[path] = (counts[path] ?? 0) + 1;
  }
  return counts;
}

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

test('titles of which there are many are one placeholder, those still to come too', () => {
  const titles = slugs(60);
  assert.deepEqual(
    endpointsOf(
      titles.slice(0, 40).map((title) => `/product/${title}`),
      titles.slice(40).map((title) => `/product/${title}`),
    ),
    { '/product/:slug': 60 },
  );
});

test('the names of users are one placeholder', () => {
  const users = words(150);
  assert.deepEqual(endpointsOf(users.flatMap((user) => [`/users/${user}`, `/users/${user}/photos`])), {
    '/users/:name': 150,
    '/users/:name/photos': 150,
  });
});

test('the words of an interface stay, for they come back', () => {
  const verbs = words(60).flatMap((word) => times(100, () => `/api/v1/${word}`));
  assert.equal(Object.keys(endpointsOf(verbs)).length, 60);
});

test('a few pages stay, however seldom they are asked for', () => {
  const pages = ['terms-of-service', 'privacy-policy', 'about-us', 'contact-us', 'wp-login.php', 'faq'];
  assert.deepEqual(
    Object.keys(endpointsOf(pages.map((page) => `/${page}`))),
    pages.map((page) => `/${page}`),
  );
});

test('in a blog with its titles at the root, its pages and folders keep their names', () => {
  const endpoints = endpointsOf([
    ...slugs(300).map((title) => `/${title}/`),
    ...slugs(30).map((title) => `/${title}/feed/`),
    ...times(50, (i) => `/wp-content/uploads/2024/05/picture-${words(50)[i]}.jpg`),
    ...['themes/x/style.css', 'plugins/y/y.js', 'cache/z.js', 'themes/x/x.js'].map(
      (path) => `/wp-content/${path}`,
    ),
    ...['/about/', '/login/', '/', '/feed/', '/category/news/'],
  ]);
  assert.equal(endpoints['/:slug/'], 300);
  assert.equal(endpoints['/:slug/feed/'], 30);
  assert.equal(endpoints['/wp-content/uploads/:year/:month/:name.jpg'], 50);
  for (const path of ['/about/', '/login/', '/', '/feed/', '/category/news/'])
    assert.equal(endpoints[path], 1);
  assert.equal(Object.keys(endpoints).length, 3 + 4 + 5);
});

test('where every name leads to a world of its own, none is special', () => {
  const paths = words(120).flatMap((owner, i) => slugs(4, i).map((name) => `/${owner}/${name}/issues`));
  assert.deepEqual(endpointsOf(paths), { '/:name/:slug/issues': 480 });
});

test('files of which there are many are one placeholder for each kind', () => {
  assert.deepEqual(
    endpointsOf([
      ...words(40).map((name) => `/img/${name}.jpg`),
      ...words(20).map((name) => `/img/${name}.svg`),
      '/img/logo.png',
      ...times(30, (i) => `/js/chunk-${(i * 7919 + 0x10a2b3).toString(16)}f1.js`),
    ]),
    { '/img/:name.jpg': 40, '/img/:name.svg': 20, '/img/logo.png': 1, '/js/chunk-:hash.js': 30 },
  );
});

test('names that differ in their numbers alone are one', () => {
  assert.deepEqual(
    endpointsOf(
      times(30, (i) => `/list/page-${i}`),
      ['/list/page-99', '/list/page-x'],
    ),
    {
      '/list/page-:id': 31,
      '/list/page-x': 1,
    },
  );
});

test('keys are keys where they are all of one kind, though one may look like a number or a word', () => {
  const keys = times(200, (i) => ((i * 40_503) % 65_536).toString(16).padStart(4, '0'));
  assert.deepEqual(
    endpointsOf(
      keys.map((key) => `/cart/${key}/items`),
      ['/cart/beef/items', '/cart/1234/items'],
    ),
    {
      '/cart/:hash/items': 202,
    },
  );
});

test('versions stay apart, whatever their number', () => {
  const paths = times(150, (i) => `/v${i}/users`);
  assert.equal(Object.keys(endpointsOf(paths)).length, 150);
});

test('the same sample in another order gives the same endpoints', () => {
  const targets = [
    ...slugs(200).map((title) => `/${title}`),
    ...words(100).flatMap((word) => [`/u/${word}`, `/u/${word}/x.css`, `/api/${word.slice(0, 2)}`]),
    ...times(100, (i) => `/c/${(i * 40_503).toString(36)}/${i}`),
  ];
  const expected = endpointsOf(targets);
  for (let seed = 1; seed <= 20; seed++) assert.deepEqual(endpointsOf(shuffled(targets, seed)), expected);
});

test('names that the sample did not have are kept up to a number of them, at each place', () => {
  const late = words(300).map((word) => `/late/${word}`);
  const counts = endpointsOf(['/late/one'], late);
  assert.equal(Object.keys(counts).length, 102);
  assert.equal(counts['/late/:name'], 200);
  assert.deepEqual(endpointsOf(['/late/one'], late), counts, 'the same every time');
});
