'use strict';

const { handler, traced } = require('../tracing');

function addValues(subsegment, count) {
  for (let i = 1; i <= count; i++) {
    subsegment.addMetadata(`body ${i}`, 'x'.repeat(4000));
  }
}

// Eight parts of 12,000 characters do not fit into one document together.
const oversize = handler(async () => {
  for (let part = 1; part <= 8; part++) {
    await traced(`part ${part}`, async (subsegment) => addValues(subsegment, 3));
  }
});

// One value that does not fit into a document by itself.
const oversizeValue = handler(async () => {
  await traced('huge', async (huge) => {
    huge.addAnnotation('mocId', 'm-1');
    huge.addMetadata('body', 'x'.repeat(70000));
    await traced('inside', async () => {});
  });
});

// Many values that do not fit into a document together.
const oversizeValues = handler(async () => {
  await traced('huge', async (huge) => {
    huge.addAnnotation('mocId', 'm-1');
    addValues(huge, 20);
    await traced('inside', async () => {});
  });
});

// Keys that X-Ray does not index, and values of kinds that it does not take.
const annotations = handler(async (root) => {
  root.addAnnotation('moc id', 'm-1');
  root.addAnnotation('größe', 3);
  root.addAnnotation('rate', NaN);
  root.addAnnotation('limit', Infinity);
  root.addAnnotation('list', [1, 2]);
  root.addAnnotation('long', 'x'.repeat(1200));
});

module.exports = { oversize, 'oversize-value': oversizeValue, 'oversize-values': oversizeValues, annotations };
