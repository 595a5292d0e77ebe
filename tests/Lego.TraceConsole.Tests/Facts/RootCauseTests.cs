using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Tests.Facts;

[Parallelizable]
public sealed class RootCauseTests
{
    [Test]
    public void A_fault_is_followed_from_the_root_to_the_service_that_failed_first()
    {
        var cause = TraceFactsTests.Read(SampleTrace.Documents()).FaultCauses.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cause.ClientImpacting, Is.True);
            Assert.That(
                cause.Services.Select(service => $"{service.Service.Type}: {string.Join(" / ", service.EntityPath.Select(step => step.Name))}"),
                Is.EqualTo([
                    "AWS::ApiGateway::Stage: lego-api/local",
                    "AWS::Lambda: moc-file-upload",
                    "AWS::Lambda::Function: moc-file-upload / moc-file-upload / db:moc.get / lego@127.0.0.1",
                    "Database::SQL: lego@127.0.0.1",
                ]));
            Assert.That(cause.Services[2].EntityPath[^1].Remote, Is.True);
            Assert.That(cause.Services[2].EntityPath[^1].Exceptions, Is.EqualTo([new RootCauseReason("PostgresException", "statement timeout")]));
            Assert.That(cause.Services[1].EntityPath[0].Exceptions, Is.Empty);
        }
    }

    [Test]
    public void What_failed_inside_of_a_request_that_went_well_does_not_reach_the_client()
    {
        var gateway = SampleTrace.GatewaySegment();
        gateway.Remove("fault");
        var root = SampleTrace.RootSubsegment();
        root.Remove("fault");

        var facts = TraceFactsTests.Read([gateway, SampleTrace.ServiceSegment(), SampleTrace.FunctionSegment(), root]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(facts.FaultCauses.Single().ClientImpacting, Is.False);
            Assert.That(facts.ErrorCauses, Is.Empty);
        }
    }

    [Test]
    public void Time_is_followed_into_the_child_that_explains_most_of_it()
    {
        var cause = TraceFactsTests.Read(SampleTrace.Documents()).ResponseTimeCauses.Single();
        var steps = cause.Services.SelectMany(service => service.EntityPath).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                steps.Select(step => step.Name),
                Is.EqualTo(["lego-api/local", "moc-file-upload", "moc-file-upload", "moc-file-upload", "s3:PutObject", "S3", "lego-moc-files"]));
            Assert.That(steps.Select(step => step.Coverage), Is.EqualTo(new double?[] { 1, 0.96, 0.92, 0.88, 0.6, 0.6, 0.6 }));
        }
    }

    [Test]
    public void Nothing_is_to_blame_where_no_child_stands_out_or_the_root_has_not_ended()
    {
        var child = SampleTrace.Subsegment(SampleTrace.Query, SampleTrace.Gateway);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(TraceFactsTests.Read([SampleTrace.GatewaySegment(), child]).ResponseTimeCauses, Is.Empty);
            Assert.That(TraceFactsTests.Read([SampleTrace.GatewaySegment().InProgress(), SampleTrace.ServiceSegment()]).ResponseTimeCauses, Is.Empty);
        }
    }

    [Test]
    public void A_long_chain_and_many_failures_stay_a_short_list()
    {
        var chain = Enumerable.Range(2, 400).Select(number => SampleTrace.Subsegment($"{number:x16}", $"{number - 1:x16}"));
        var leaves = Enumerable.Range(1000, 30).Select(number =>
        {
            var leaf = SampleTrace.Subsegment($"{number:x16}", $"{401:x16}");
            leaf["fault"] = true;
            return leaf;
        });

        var causes = TraceFactsTests.Read([SampleTrace.Segment(SampleTrace.Id, $"{1:x16}"), .. chain, .. leaves]).FaultCauses;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(causes, Has.Count.EqualTo(10));
            Assert.That(causes[0].Services.Sum(service => service.EntityPath.Count), Is.EqualTo(100));
            Assert.That(causes[0].Services[0].Service.Name, Is.EqualTo("plain"));
        }
    }
}
