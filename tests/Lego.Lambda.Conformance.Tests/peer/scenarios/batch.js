'use strict';

const { AWSXRay, FUNCTION, tick, traced } = require('../tracing');
const SqsMessageHelper = require('aws-xray-sdk-core/dist/lib/env/sqs_message_helper').default;

const records = [
  { messageId: 'message-1', attributes: { AWSTraceHeader: 'Root=1-65a1b2c3-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1' } },
  { messageId: 'message-2', attributes: { AWSTraceHeader: 'Root=1-65a1b2c4-89abcdef0123456701234567;Parent=fedcba9876543210;Sampled=0' } },
];

// A message is traced when the message itself was sampled, as the SDK's documentation shows it.
const batch = () => traced(FUNCTION, async (root) => {
  for (const record of records) {
    const isSampled = SqsMessageHelper.isSampled(record);
    const message = isSampled ? root.addNewSubsegment('sqs:message') : root.addNewSubsegmentWithoutSampling('sqs:message');
    message.addAnnotation('messageId', record.messageId);
    tick();
    message.close();
  }
});

module.exports = { batch };
