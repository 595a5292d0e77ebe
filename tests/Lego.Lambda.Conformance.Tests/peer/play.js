'use strict';

// node play.js SCENARIO DAEMON_ADDRESS TRACE_HEADER SERVER_URL
// Plays one scenario as a function inside Lambda would: the SDK finds the environment that Lambda sets, keeps an unsent stand-in for
// Lambda's own segment, and sends every subsegment as it closes.
const [name, daemonAddress, traceHeader, server] = process.argv.slice(2);
process.env.LAMBDA_TASK_ROOT = __dirname;
process.env.AWS_XRAY_DAEMON_ADDRESS = daemonAddress;
process.env.AWS_XRAY_CONTEXT_MISSING = 'LOG_ERROR';
process.env._X_AMZN_TRACE_ID = traceHeader;

const scenarios = {
  ...require('./scenarios/local'),
  ...require('./scenarios/failing'),
  ...require('./scenarios/limits'),
  ...require('./scenarios/calls'),
  ...require('./scenarios/batch'),
};

const play = scenarios[name];
if (!play) {
  console.error(`There is no scenario '${name}'; there are: ${Object.keys(scenarios).join(', ')}.`);
  process.exit(2);
}

// What the function throws is Lambda's to report; the trace is what matters here.
play(server).catch((error) => console.log(`The function failed: ${error.name}: ${error.message}`));
