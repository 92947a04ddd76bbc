// ioredis against the server at the port in the first argument: transactions, blocking pops and
// reads, streams with groups, scans, pipelines, publish and subscribe, AUTH, users, a cut
// connection. It speaks RESP2 alone.
import assert from 'node:assert/strict';
import Redis from 'ioredis';

const port = Number(process.argv[2]);

function connected(options = {}) {
  const client = new Redis({ port, host: '127.0.0.1', ...options });
  client.on('error', () => {});
  return client;
}

async function transactions(client, other) {
  assert.deepEqual(await client.multi().set('a', '1').incr('a').get('a').exec(), [[null, 'OK'], [null, 2], [null, '2']]);
  await client.watch('a');
  await other.set('a', 'changed');
  assert.equal(await client.multi().set('a', 'mine').exec(), null);
  const results = await client.multi().incr('a').get('a').exec();
  assert.match(results[0][0].message, /not an integer/);
  assert.deepEqual(results[1], [null, 'changed']);
  await assert.rejects(client.multi().call('NOSUCH').exec(), /EXECABORT/);
}

async function blocking(client, other) {
  const waiting = other.blpop('jobs', 10);
  await client.rpush('jobs', 'first');
  assert.deepEqual(await waiting, ['jobs', 'first']);
  assert.equal(await other.blpop('jobs', 0.05), null);
  const least = other.bzpopmin('scores', 10);
  await client.zadd('scores', 2, 'two', 1, 'one');
  assert.deepEqual(await least, ['scores', 'one', '1']);
}

async function streams(client, other) {
  await client.xgroup('CREATE', 'events', 'group', '$', 'MKSTREAM');
  const coming = other.xreadgroup('GROUP', 'group', 'anna', 'COUNT', 5, 'BLOCK', 10000, 'STREAMS', 'events', '>');
  const id = await client.xadd('events', '*', 'kind', 'birth');
  assert.deepEqual(await coming, [['events', [[id, ['kind', 'birth']]]]]);
  assert.equal((await client.xpending('events', 'group'))[0], 1);
  assert.equal((await client.xautoclaim('events', 'group', 'bert', 0, '0'))[1][0][0], id);
  assert.equal(await client.xack('events', 'group', id), 1);
  assert.equal(await other.xread('BLOCK', 50, 'STREAMS', 'events', '$'), null);
}

async function scans(client) {
  const wanted = new Set();
  for (let i = 0; i < 1000; i++) wanted.add(`key:${i}`);
  await client.mset([...wanted].flatMap((key) => [key, 'v']));
  const seen = new Set();
  for await (const keys of client.scanStream({ match: 'key:*', count: 50 })) keys.forEach((key) => seen.add(key));
  assert.deepEqual(seen, wanted);
  await client.sadd('set', ...wanted);
  const members = new Set();
  for await (const some of client.sscanStream('set')) some.forEach((member) => members.add(member));
  assert.deepEqual(members, wanted);
}

async function pipelines(client) {
  const pipeline = client.pipeline();
  for (let i = 0; i < 20000; i++) pipeline.incr('n');
  assert.deepEqual(await pipeline.exec(), Array.from({ length: 20000 }, (_, i) => [null, i + 1]));
  const bytes = Buffer.from(Array.from({ length: 100000 }, (_, i) => i & 255));
  await client.set('bytes', bytes);
  assert.deepEqual(await client.getBuffer('bytes'), bytes);
}

async function publishing(client) {
  const ear = connected();
  const heard = [];
  ear.on('message', (channel, message) => heard.push([channel, message]));
  ear.on('pmessage', (pattern, channel, message) => heard.push([pattern, channel, message]));
  assert.equal(await ear.subscribe('news', 'sport'), 2);
  assert.equal(await ear.psubscribe('n?ws'), 3);
  assert.equal(await client.publish('news', 'one'), 2);
  await assert.rejects(ear.get('k'), /subscriber mode/);
  assert.equal(await ear.unsubscribe('news', 'sport'), 1);
  assert.equal(await ear.punsubscribe('n?ws'), 0);
  assert.deepEqual(heard, [['news', 'one'], ['n?ws', 'news', 'one']]);
  assert.equal(await ear.get('k'), null);
  await ear.quit();
}

async function passwords(client) {
  await client.config('SET', 'requirepass', 'secret');
  try {
    const wrong = connected({ password: 'wrong', retryStrategy: null });
    await assert.rejects(wrong.get('k'), /NOAUTH|WRONGPASS|closed/);
    wrong.disconnect();
    const right = connected({ username: 'default', password: 'secret', db: 3 });
    assert.equal(await right.set('k', 'v'), 'OK');
    await right.quit();
  } finally {
    await client.config('SET', 'requirepass', '');
  }
}

async function users(client) {
  await client.acl('SETUSER', 'anna', 'on', '>secret', '~anna:*', '+@read', '+set');
  const anna = connected({ username: 'anna', password: 'secret', enableReadyCheck: false });
  assert.equal(await anna.acl('WHOAMI').catch((e) => e.message.slice(0, 6)), 'NOPERM');
  assert.equal(await anna.set('anna:k', 'v'), 'OK');
  await assert.rejects(anna.set('k', 'v'), /NOPERM/);
  await assert.rejects(anna.flushall(), /NOPERM/);
  anna.disconnect();
  await client.acl('DELUSER', 'anna');
}

async function cutConnections(client, other) {
  await other.select(5);
  await other.set('k', 'v');
  await client.client('KILL', 'ID', await other.client('ID'));
  assert.equal(await other.get('k'), 'v');
}

const client = connected();
const other = connected();
for (const part of [transactions, blocking, streams, scans, pipelines, publishing, passwords, users, cutConnections]) {
  await client.flushall();
  await part(client, other);
  console.log(`ioredis: ${part.name}`);
}
await client.quit();
await other.quit();
