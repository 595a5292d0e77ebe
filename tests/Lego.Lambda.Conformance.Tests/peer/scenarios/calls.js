'use strict';

const http = require('http');
const { AWSXRay, handler, traced } = require('../tracing');

const capturedHttp = AWSXRay.captureHTTPs(http);

function get(url) {
  return new Promise((resolve, reject) => {
    capturedHttp.get(url, (response) => response.resume().on('end', resolve)).on('error', reject);
  });
}

function s3Client(server) {
  const { S3Client } = require('@aws-sdk/client-s3');
  return AWSXRay.captureAWSv3Client(new S3Client({
    endpoint: server,
    region: 'eu-central-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  }));
}

async function put(server, key) {
  const { PutObjectCommand } = require('@aws-sdk/client-s3');
  await s3Client(server).send(new PutObjectCommand({ Bucket: 'models', Key: key, Body: 'bricks' }));
}

const call = (status) => (root, server) => traced('search:search', () => get(`${server}/status/${status}?token=br1ckt0wer`));

// The SDK has no patch for PostgreSQL in its core; its own patches fill these members in this way.
const sql = handler(() => traced('db:moc.get', () => traced('lego@db.internal', async (subsegment) => {
  subsegment.namespace = 'remote';
  const data = new AWSXRay.database.SqlData(undefined, undefined, 'app', 'db.internal:5433/lego', 'statement');
  data.sanitized_query = 'SELECT title FROM moc WHERE id = $1';
  subsegment.addSqlData(data);
})));

module.exports = {
  sql,
  'http-by-hand': handler(call(200)),
  throttled: handler(call(429)),
  'downstream-404': handler(call(404)),
  'downstream-500': handler(call(500)),
  'downstream-http': handler((root, server) => get(`${server}/status/200?token=br1ckt0wer`)),
  'downstream-foreign': handler((root, server) => get(`${server}/status/200?token=br1ckt0wer`)),
  'downstream-unsampled': handler((root, server) => get(`${server}/status/200`)),
  's3-by-hand': handler((root, server) => traced('s3:PutObject', () => put(server, 'castle.json'))),
  's3-refused': handler((root, server) => put(server, 'refused').catch(() => {})),
  's3': handler((root, server) => put(server, 'castle.json')),
};
