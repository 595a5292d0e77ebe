'use strict';

const { AWSXRay, handler, sent, tick, traced } = require('../tracing');

const plain = handler(async (root) => {
  root.addAnnotation('mocId', 'm-1');
  root.addAnnotation('fileCount', 3);
  root.addAnnotation('ratio', 2.5);
  root.addAnnotation('isPublic', true);
  root.addMetadata('note', 'a text');
  root.addMetadata('shape', { width: 2, tags: ['red', 'blue'] }, 'debug');
});

const nested = handler(async () => {
  await traced('outer', (outer) => {
    outer.addAnnotation('level', 1);
    return traced('inner', async (inner) => inner.addAnnotation('level', 2));
  });
  await traced('sequel', async () => {});
});

const parallel = handler(async () => {
  // Each waits for the other, so both are open at the same time.
  const open = { left: null, right: null };
  const isOpen = { left: new Promise((resolve) => (open.left = resolve)), right: new Promise((resolve) => (open.right = resolve)) };
  await Promise.all([
    traced('left', () => { open.left(); return isOpen.right; }),
    traced('right', () => { open.right(); return isOpen.left; }),
  ]);
});

const unsampled = handler(async (root) => {
  root.addAnnotation('mocId', 'm-1');
  await traced('inner', async () => {});
});

// A helper begins a subsegment and forgets to close it.
const leftOpen = handler(async () => {
  await traced('done', async () => {});
  await (async () => AWSXRay.getSegment().addNewSubsegment('forgotten'))();
});

// Work that nobody awaits ends after the piece of work that began it.
const lateChild = handler(async () => {
  let finish;
  let late;
  await traced('outer', async () => {
    late = traced('late', () => new Promise((resolve) => (finish = resolve)));
  });
  finish();
  await late;
});

// What is recorded before the function has opened a subsegment of its own.
const outside = async () => {
  AWSXRay.getSegment().addAnnotation('mocId', 'm-1');
  AWSXRay.getSegment().addError(new Error('outside'));
  await traced('inner', async () => {});
};

// Lambda ends the environment at the deadline, without a word to the code in it.
const timedOut = handler(async () => {
  let isSent;
  await traced('done', async (done) => { isSent = sent(done.id); });
  await isSent;
  await traced('stuck', async () => {
    tick();
    process.exit(0);
  });
});

module.exports = {
  plain, nested, parallel, unsampled, outside, 'left-open': leftOpen, 'late-child': lateChild, 'timed-out': timedOut,
  'timed-out-blocking': timedOut,
};
