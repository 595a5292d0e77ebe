using System.Diagnostics;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Tracing;

[Parallelizable(ParallelScope.All)]
public sealed class AdoptedWorkTests
{
    [Test]
    public async Task What_another_library_recorded_is_copied_once_when_the_invocation_has_ended()
    {
        using var probe = new Probe();
        var copies = 0;

        await probe.RunAsync(() =>
        {
            Start("foreign", subsegment => subsegment.Annotate("copied", ++copies));
            return Task.CompletedTask;
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(copies, Is.EqualTo(1));
            Assert.That(probe.Daemon.ReceiveOne().Named("foreign").Annotation("copied"), Is.EqualTo("1"));
        }
    }

    [Test]
    public async Task The_first_work_that_is_attached_stays()
    {
        using var probe = new Probe();

        await probe.RunAsync(() =>
        {
            var root = Subsegment.Find(Activity.Current)!;
            var first = root.Adopt(new Work(_ => { }));
            Assert.That(root.Adopt(new Work(_ => { })), Is.SameAs(first));
            return Task.CompletedTask;
        });
    }

    [Test]
    public async Task Its_blocks_are_on_the_subsegment_itself_and_without_secrets()
    {
        using var probe = new Probe();

        await probe.RunAsync(() =>
        {
            Start("S3", subsegment => subsegment.Blocks = new AdoptedBlocks
            {
                Namespace = "aws",
                Aws = JsonNode.Parse("""{"operation":"GetObject","key":"Password=hunter2;","region":null,"count":2}""")!.AsObject(),
                Http = JsonNode.Parse("""{"request":{"method":"GET","url":"https://u:hunter2@s3.example.com/"}}""")!.AsObject(),
                PrecursorIds = ["70de5b6f19ff9a0a"],
            });
            return Task.CompletedTask;
        });

        var root = probe.Daemon.ReceiveOne();
        var call = root.Named("S3");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Text("namespace"), Is.EqualTo("aws"));
            Assert.That(call.Children(), Is.Empty);
            Assert.That((string?)call["aws"]!["operation"], Is.EqualTo("GetObject"));
            Assert.That(call["aws"]!.AsObject().ContainsKey("region"), Is.False);
            Assert.That(call["precursor_ids"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(root.ToJsonString(), Does.Not.Contain("hunter2"));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        }
    }

    [Test]
    public async Task A_discarded_subsegment_takes_what_is_below_with_it()
    {
        using var probe = new Probe();

        await probe.RunAsync(async () =>
        {
            using (Start("unwanted", subsegment => subsegment.Discard()))
            {
                await TraceWork("below", _ => Task.CompletedTask);
            }

            await TraceWork("next", _ => Task.CompletedTask);
        });

        Assert.That(probe.Daemon.ReceiveOne().Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "next" }));
    }

    [Test]
    public async Task Its_times_replace_ours()
    {
        using var probe = new Probe();
        var start = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

        await probe.RunAsync(() =>
        {
            Start("foreign", subsegment => subsegment.MoveEnd(start.AddSeconds(2)), start).Dispose();
            Start("backwards", subsegment => subsegment.MoveEnd(start.AddSeconds(-2)), start).Dispose();
            return Task.CompletedTask;
        });

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((decimal?)root.Named("foreign")["start_time"], Is.EqualTo(1772366400m));
            Assert.That((decimal?)root.Named("foreign")["end_time"], Is.EqualTo(1772366402m));
            Assert.That((decimal?)root.Named("backwards")["end_time"], Is.EqualTo(1772366400m));
        }
    }

    [Test]
    public async Task Its_outcome_is_kept_apart_from_its_cause()
    {
        using var probe = new Probe();

        await probe.RunAsync(() =>
        {
            Start("foreign", subsegment =>
            {
                subsegment.SetCause(new InvalidOperationException("refused"));
                subsegment.Mark(Outcome.Error);
            });
            return Task.CompletedTask;
        });

        var foreign = probe.Daemon.ReceiveOne().Named("foreign");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)foreign["error"], Is.True);
            Assert.That(foreign["fault"], Is.Null);
            Assert.That((string?)foreign["cause"]!["exceptions"]![0]!["message"], Is.EqualTo("refused"));
        }
    }

    private static Subsegment Start(string name, Action<Subsegment> copy, DateTime? start = null)
    {
        var subsegment = Subsegment.StartAdopted(Subsegment.Find(Activity.Current)!, name, start);
        subsegment.Adopt(new Work(copy));
        return subsegment;
    }

    private sealed class Work(Action<Subsegment> copy) : IAdoptedWork
    {
        public void CopyTo(Subsegment subsegment) => copy(subsegment);
    }
}
