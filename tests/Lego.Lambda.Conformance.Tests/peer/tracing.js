'use strict';

const AWSXRay = require('aws-xray-sdk-core');

const FUNCTION = 'conformance';

// The SDK writes milliseconds: the clock has to move on for the order of two subsegments to be seen.
function tick() {
  const start = Date.now();
  while (Date.now() <= start);
}

// A traced piece of work, closed on success and failure, as the SDK's documentation shows it.
function traced(name, work) {
  return AWSXRay.captureAsyncFunc(name, async (subsegment) => {
    try {
      return await work(subsegment);
    } catch (error) {
      subsegment.addError(error);
      throw error;
    } finally {
      tick();
      subsegment.close();
    }
  });
}

// Lambda's own segment cannot be annotated, so functions open one subsegment around all they do.
const handler = (work) => (server) => traced(FUNCTION, (root) => work(root, server));

// Resolves when the subsegment of that id has left, or could not leave.
function sent(id) {
  return new Promise((resolve) => {
    const tell = (message) => String(message).includes(id) && /(sent|send)/.test(message) && resolve();
    AWSXRay.setLogger({ ...AWSXRay.getLogger(), debug: tell });
  });
}

module.exports = { AWSXRay, FUNCTION, handler, sent, tick, traced };
