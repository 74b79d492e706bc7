import assert from 'node:assert/strict';
import { test } from 'node:test';
import { originForm } from '../../src/request/origin-form.ts';

const OWN = ['shop.example', '127.0.0.1:8080', '[::1]:8080'];

for (const [sentence, target, expected] of [
  ['a path stays as it is', '/a/b?c=d', '/a/b?c=d'],
  ['an absolute target of an own host loses the host', 'http://shop.example/a?b', '/a?b'],
  ['the scheme may be https', 'https://shop.example/a', '/a'],
  ['scheme and host are case-insensitive, the path is not', 'HTTP://Shop.EXAMPLE/A', '/A'],
  ['an own host may be named with a port', 'http://shop.example:80/a', '/a'],
  ['an own host with a port may be named without it', 'http://127.0.0.1/a', '/a'],
  ['an own host may be an IPv6 address', 'http://[::1]/a', '/a'],
  ['an own IPv6 address may be named with a port', 'http://[::1]:9090/a', '/a'],
  ['an absolute target without a path asks for the root', 'http://shop.example', '/'],
  ['a query may follow the host at once', 'http://shop.example?a=b', '/?a=b'],
  ['another host is refused', 'http://evil.example/a', null],
  ['a host that only begins like an own one is refused', 'http://shop.example.evil.example/', null],
  ['a host that only ends like an own one is refused', 'http://my-shop.example/', null],
  ['credentials before an own host are refused', 'http://shop.example@evil.example/', null],
  ['an own host in the credentials is refused', 'http://evil.example@shop.example/', null],
  ['no host is no own host', 'http:///a', null],
  ['another scheme is refused', 'ftp://shop.example/a', null],
  ['two slashes begin a path, not a host', '//evil.example/', '//evil.example/'],
  ['an asterisk is no path', '*', null],
  ['nothing is no path', '', null],
  ['a bare word is no path', 'index.html', null],
  ['what CONNECT asks for is no path', 'shop.example:443', null],
  ['spaces are percent-encoded', '/a b  c', '/a%20b%20%20c'],
  ['controls are percent-encoded', '/\x00\t\n\r\x1b\x1f\x7f', '/%00%09%0A%0D%1B%1F%7F'],
  ['controls in an absolute target are percent-encoded', 'http://shop.example/a\r\nb', '/a%0D%0Ab'],
  ['bytes of 0x80 and above stay as they are', '/\x80\xc3\xa9\xff', '/\x80\xc3\xa9\xff'],
  ['a percent sign stays as it is, whatever follows', '/%41%zz%', '/%41%zz%'],
  ['a fragment stays as it is', '/a#b', '/a#b'],
  ['other odd characters stay as they are', '/"<>\\^`{|}', '/"<>\\^`{|}'],
  ['dots are not resolved', '/../a/./b//c', '/../a/./b//c'],
] as const) {
  test(sentence, () => {
    assert.equal(originForm(target, OWN), expected);
  });
}

test('without own hosts no absolute target is taken', () => {
  assert.equal(originForm('http://shop.example/', []), null);
});
