using System.Data.Common;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Tests.Tracing;

/// <summary>Connection strings are read as .NET's own builder reads them.</summary>
public sealed class ConnectionTextTests
{
    [TestCase("Host=db;Port=5433;Database=lego;Username=app;Password=secret")]
    [TestCase(" ; host = db.internal ;; User Id=a b ;")]
    [TestCase("Host=a;host=b;HOST=c")]
    [TestCase("Host=a;Host=")]
    [TestCase("Password='a;b''c';Host=\"d=e\"\"f\" ; Port=1")]
    [TestCase("a==b=c;Host=x")]
    [TestCase("Passfile=a=b==c;Host=x")]
    [TestCase("Host=\td \r\n;Port=1")]
    [TestCase("Host=it's")]
    [TestCase(";")]
    public void Values_are_those_of_the_builder(string text)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = text };

        Assert.That(
            ConnectionText.Read(text).Select(pair => $"{pair.Key.ToUpperInvariant()}={pair.Value}"),
            Is.EquivalentTo(builder.Keys.Cast<string>().Select(key => $"{key.ToUpperInvariant()}={builder[key]}")));
    }

    [TestCase("secret")]
    [TestCase("Host=a;secret")]
    [TestCase("=secret")]
    [TestCase("Password='secret")]
    [TestCase("Password='secret'x;Host=a")]
    public void What_the_builder_refuses_is_refused_without_repeating_it(string text)
    {
        Assert.That(() => new DbConnectionStringBuilder { ConnectionString = text }, Throws.ArgumentException);
        Assert.That(() => ConnectionText.Read(text), Throws.ArgumentException.With.Message.Not.Contains("secret"));
    }
}
