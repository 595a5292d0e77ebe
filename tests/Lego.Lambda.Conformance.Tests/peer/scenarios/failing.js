'use strict';

const { handler, traced } = require('../tracing');

class NamedError extends Error {
  constructor(name, message, options) {
    super(message, options);
    this.name = name;
  }
}

const throwing = (error) => handler(() => traced('load', async () => { throw error; }));

const failing = throwing(
  new NamedError('InvalidOperationException', 'the tower fell', { cause: new NamedError('FormatException', 'a brick was missing') }));

module.exports = {
  failing,
  'unsampled-and-failing': failing,
  'failing-4xx': throwing(new NamedError('NotFoundException', 'No such MOC.')),
  'failing-429': throwing(new NamedError('TooManyRequestsException', 'Slow down.')),
  'failing-5xx': throwing(new NamedError('ServiceUnavailableException', 'The kiln is cold.')),
};
