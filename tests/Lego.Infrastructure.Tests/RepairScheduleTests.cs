using System.Text.Json.Nodes;
using Lego.Infrastructure.Stages;
using Lego.Infrastructure.Tests.Templates;

namespace Lego.Infrastructure.Tests;

public sealed class RepairScheduleTests
{
    [TestCase("development")]
    [TestCase("staging")]
    [TestCase("production")]
    public void Each_stage_is_repaired_once_a_day(string stage)
    {
        var template = Synthesized.Stack(stage, "functions");
        var schedule = template.Only("AWS::Scheduler::Schedule");
        var function = Migrations(template);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schedule.Text("Name"), Is.EqualTo($"lego-api-{stage}-repair"));
            Assert.That(schedule.Text("ScheduleExpression"), Is.EqualTo("rate(24 hours)"));
            Assert.That(schedule.Text("Target", "Arn"), Is.EqualTo($"${{{function.Id}.Arn}}"));
            Assert.That((bool)JsonNode.Parse(schedule.Text("Target", "Input"))!["repair"]!, Is.True);
            Assert.That(schedule.DependsOn, Does.Contain(template.Only("Custom::Trigger").Id), "a schedule begins when it is made");
            Assert.That(template.Only("AWS::Lambda::EventInvokeConfig").Text("MaximumRetryAttempts"), Is.EqualTo("0"));
        }
    }

    [Test]
    public void The_migrations_find_the_index_and_the_bucket_that_they_repair()
    {
        var variables = Migrations(Synthesized.Stack("production", "functions"))["Environment", "Variables"]!.AsObject();

        Assert.That(variables.Select(variable => variable.Key), Is.SupersetOf(new[] { "LEGO_DATABASE_SECRET", "LEGO_SEARCH", "LEGO_BUCKET" }));
    }

    [Test]
    public void One_hour_is_written_as_Scheduler_reads_it() => Assert.That(With(1).Only("AWS::Scheduler::Schedule").Text("ScheduleExpression"), Is.EqualTo("rate(1 hour)"));

    [Test]
    public void Without_hours_there_is_no_schedule() => Assert.That(With(0).OfType("AWS::Scheduler::Schedule"), Is.Empty);

    private static StackTemplate With(int hours) => Synthesized.Stack(
        "development", "functions", settings => settings with { Repair = new RepairSettings { ScheduleHours = hours } }, $"repair-{hours}");

    private static StackResource Migrations(StackTemplate template) =>
        template.OfType("AWS::Lambda::Function").Single(function => function.Text("FunctionName").EndsWith("-migrate", StringComparison.Ordinal));
}
