import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awsS3 } from '../../parsers/aws-s3.ts';

function s3Line({ request = 'GET /a.png HTTP/1.1', status = '200', authentication = 'AuthHeader' }): string {
  return `0f shop [20/Nov/2026:12:00:00 +0000] 192.0.2.7 - 7ERH6MMR32AXYMKY REST.GET.OBJECT a.png "${request}" ${status} - 9 9 1 1 "-" "aws-cli" - 2X+m= SigV4 ECDHE-RSA ${authentication} shop.example TLSv1.2 - -`;
}

test('a line whose columns are not where they belong is no request', () => {
  const parse = awsS3.open();
  for (const part of [{}, { status: '-' }, { authentication: 'QueryString' }, { authentication: '-' }]) {
    const result = parse(s3Line(part));
    assert.equal('target' in result && result.target, '/a.png', s3Line(part));
  }
  for (const part of [{ status: '9' }, { status: 'x" 200' }, { authentication: 'shop.example' }]) {
    assert.deepEqual(parse(s3Line(part)), { skipped: 'bad-request-line' }, s3Line(part));
  }
});
