'use strict';
// Sends a trace with AWS's X-Ray SDK and asks for it with AWS's client; prints what both were told as one JSON object.
const [endpoint, daemon] = process.argv.slice(2);
process.env.AWS_XRAY_DAEMON_ADDRESS = daemon;
process.env.AWS_XRAY_LOG_LEVEL = 'silent';

const xray = require('aws-xray-sdk-core');
const connector = require('aws-xray-sdk-core/dist/lib/middleware/sampling/service_connector');
const api = require('@aws-sdk/client-xray');

const client = new api.XRayClient({ endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } });
const send = (name, input) => client.send(new api[`${name}Command`](input));

function sendTrace() {
  xray.enableManualMode();
  const segment = new xray.Segment('node-app');
  segment.addAnnotation('stage', 'test');
  const call = segment.addNewSubsegment('example.org');
  call.namespace = 'remote';
  call.close();
  segment.close();
  return segment.trace_id;
}

async function failure(promise) {
  try {
    await promise;
    return null;
  } catch (error) {
    return { name: error.name, message: error.message, status: error.$metadata.httpStatusCode };
  }
}

const asPromise = (call) => new Promise((resolve, reject) => call((error, result) => (error ? reject(error) : resolve(result))));

async function main() {
  const id = sendTrace();
  const now = Date.now() / 1000;
  const range = { StartTime: new Date((now - 600) * 1000), EndTime: new Date((now + 600) * 1000) };

  // The SDK does not say when its datagram has left, so it is asked for until it is there.
  let summaries = [];
  for (let attempt = 0; summaries.length === 0 && attempt < 1000; attempt++) {
    const page = await send('GetTraceSummaries', { ...range, FilterExpression: 'annotation.stage = "test"' });
    summaries = page.TraceSummaries;
  }

  const put = await send('PutTraceSegments', {
    TraceSegmentDocuments: [
      JSON.stringify({ trace_id: id, id: '00000000000000aa', name: 'second', start_time: now, end_time: now + 1 }),
      'nonsense',
    ],
  });
  const traces = await send('BatchGetTraces', { TraceIds: [id] });
  const graph = await send('GetServiceGraph', range);
  const traceGraph = await send('GetTraceGraph', { TraceIds: [id] });
  const series = await send('GetTimeSeriesServiceStatistics', { ...range, EntitySelectorExpression: 'service("node-app")' });
  await send('CreateGroup', { GroupName: 'slow', FilterExpression: 'responsetime > 5' });
  const groups = [];
  for await (const page of api.paginateGetGroups({ client }, {})) {
    groups.push(...page.Groups.map((group) => group.GroupName));
  }

  const rule = (await send('CreateSamplingRule', {
    SamplingRule: {
      RuleName: 'uploads', Priority: 10, FixedRate: 0.5, ReservoirSize: 4, ServiceName: '*', ServiceType: '*', Host: '*',
      HTTPMethod: 'POST', URLPath: '/api/*', ResourceARN: '*', Version: 1,
    },
  })).SamplingRuleRecord;
  const targets = await send('GetSamplingTargets', {
    SamplingStatisticsDocuments: [
      { RuleName: 'uploads', ClientID: '0123456789abcdef01234567', Timestamp: new Date(), RequestCount: 3, SampledCount: 1, BorrowCount: 1 },
    ],
  });
  const sdkRules = await asPromise((done) => connector.fetchSamplingRules(done));

  return {
    id,
    summary: summaries[0],
    unprocessed: put.UnprocessedTraceSegments,
    segments: traces.Traces[0].Segments.map((segment) => JSON.parse(segment.Document)),
    graph: graph.Services.map((service) => service.Name),
    traceGraph: traceGraph.Services.map((service) => service.Type ?? ''),
    series: series.TimeSeriesServiceStatistics.map((point) => point.ServiceSummaryStatistics.TotalCount),
    groups,
    ruleTimes: rule.CreatedAt instanceof Date && rule.ModifiedAt instanceof Date,
    target: targets.SamplingTargetDocuments[0],
    sdkRules: sdkRules.map((known) => known.getName()),
    badFilter: await failure(send('GetTraceSummaries', { ...range, FilterExpression: 'fault AND' })),
    tooManyIds: await failure(send('BatchGetTraces', { TraceIds: Array(6).fill(id) })),
    insight: await failure(send('GetInsight', { InsightId: '00000000-0000-4000-8000-000000000000' })),
  };
}

main().then((told) => console.log(JSON.stringify(told)), (error) => {
  console.error(error);
  process.exitCode = 1;
});
