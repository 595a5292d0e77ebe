using Lego.Operations.Cost;
using Lego.Operations.Cost.Measuring;
using Lego.Operations.XRay;

namespace Lego.Operations.Tests.Cost;

[Parallelizable(ParallelScope.All)]
public sealed class TraceMeasuringTests
{
    private const string Metrics = """
        {"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[["FunctionName","Method"]],"Metrics":[{"Name":"A"},{"Name":"B"}]}]},"FunctionName":"moc-get","Method":"GET","A":1,"B":2}
        """;

    [Test]
    public void Durations_are_those_of_the_functions_segment_and_calls_are_counted()
    {
        var measuring = new TraceMeasuring();
        foreach (var milliseconds in new[] { 10, 20, 60 })
        {
            measuring.Add(TraceOf(milliseconds), ["12345", "äö"]);
        }

        var measured = measuring.Functions["moc-get"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((measured.Requests, measured.Subsegments, measured.CacheCalls), Is.EqualTo((3, 5, 1)));
            Assert.That((measured.StorageWrites, measured.StorageReads), Is.EqualTo((1, 1)), "deleting is free, a link is no call");
            Assert.That(measured.MeanMs, Is.EqualTo(30).Within(1e-6));
            Assert.That(measured.P50Ms, Is.EqualTo(20).Within(1e-6));
            Assert.That(measured.LogBytes, Is.EqualTo(11), "bytes with a line feed each");
        }
    }

    [Test]
    public void Each_name_with_each_set_of_values_is_one_metric()
    {
        var measuring = new TraceMeasuring();
        measuring.Add(TraceOf(10), [Metrics, Metrics, Metrics.Replace("GET", "POST", StringComparison.Ordinal), "no JSON with \"_aws\""]);

        Assert.That(measuring.CustomMetrics, Is.EqualTo(4));
    }

    [Test]
    public void The_init_phase_is_found_in_the_segment_of_the_service() =>
        Assert.That(
            TraceMeasuring.InitMs(new TraceDocuments("1-0-0", false, ["""{"id":"1","name":"f","subsegments":[{"id":"2","name":"Init","start_time":1,"end_time":1.25}]}"""])),
            Is.EqualTo(250).Within(1e-6));

    [Test]
    public void What_is_written_is_read_again()
    {
        var set = new MeasurementSet
        {
            Machine = "m", Date = "2026-11-26", Commit = "c", ColdStartMs = 1.5, CustomMetrics = 7, RecordedMs = 0.25, HeldMs = 0.125,
            Functions = new Dictionary<string, FunctionMeasurement> { ["moc-get"] = new(3, 10.25, 9.5, 100, 5, 1, 0.5, 0.25) },
        };

        var read = MeasurementFile.Read(DataFile.Parse("file", MeasurementFile.Write(set)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Functions, Is.EqualTo(set.Functions));
            Assert.That(read with { Functions = set.Functions }, Is.EqualTo(set));
        }
    }

    private static TraceDocuments TraceOf(int milliseconds) => new("1-0-0", false, [$$"""
        {"id":"1","name":"moc-get","origin":"AWS::Lambda::Function","start_time":100,"end_time":{{(100_000 + milliseconds) / 1000d}},"subsegments":[
          {"id":"2","name":"moc-get","annotations":{"functionName":"moc-get"},"subsegments":[
            {"id":"3","name":"cache:get"},{"id":"4","name":"s3:PutObject"},{"id":"5","name":"s3:GetObject"},{"id":"6","name":"s3:DeleteObject"}]}]}
        """.Replace("{{", "{", StringComparison.Ordinal)]);
}
