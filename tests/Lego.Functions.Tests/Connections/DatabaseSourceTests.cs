using Lego.Functions.Shared;
using Npgsql;

namespace Lego.Functions.Tests.Connections;

[Parallelizable(ParallelScope.All)]
public sealed class DatabaseSourceTests
{
    private static readonly AppSettings Iam = new()
    {
        Database = "Host=proxy.example;Database=lego;Username=lego_app",
        DatabaseAuth = DatabaseAuth.Iam,
    };

    [Test]
    public void By_itself_no_session_is_set_up_or_cleaned_up_and_no_statement_is_prepared()
    {
        var connection = DatabaseSource.Connection(Iam);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(connection.NoResetOnClose, Is.True);
            Assert.That(connection.MaxAutoPrepare, Is.Zero);
            Assert.That((connection.SearchPath, connection.Timezone, connection.Options), Is.EqualTo(((string?)null, (string?)null, (string?)null)));
            Assert.That(connection.MaxPoolSize, Is.EqualTo(1));
            Assert.That(connection.SslMode, Is.EqualTo(SslMode.VerifyFull));
            Assert.That(connection.CancellationTimeout, Is.EqualTo(-1), "RDS Proxy does not cancel");
        }
    }

    [Test]
    public void With_a_password_a_local_server_needs_no_TLS_and_cancels()
    {
        var connection = DatabaseSource.Connection(new AppSettings { Database = "Host=127.0.0.1;Username=lego;Password=x" });

        Assert.That((connection.SslMode, connection.CancellationTimeout), Is.EqualTo((SslMode.Prefer, 2000)));
    }

    [Test]
    public void What_the_connection_string_says_stays()
    {
        var connection = DatabaseSource.Connection(Iam with { Database = Iam.Database + ";SslMode=Require;Cancellation Timeout=500;Timeout=9" });

        Assert.That((connection.SslMode, connection.CancellationTimeout, connection.Timeout), Is.EqualTo((SslMode.Require, 500, 9)));
    }

    [TestCase(";SSL Mode=Disable", "SSL Mode is Disable")]
    [TestCase(";SSL Mode=Allow", "SSL Mode is Allow")]
    [TestCase(";Ssl Mode=Prefer", "SSL Mode is Prefer")]
    [TestCase(";Password=planted-secret", "must not hold a Password")]
    [TestCase(";Username=", "Username is missing")]
    [TestCase(";Host=", "Host has to name one server")]
    [TestCase(";Host=a.example,b.example", "Host has to name one server")]
    [TestCase(";Host=/var/run/postgresql", "Host has to name one server")]
    public void What_does_not_go_with_IAM_is_told_before_the_first_request(string addition, string message) =>
        Assert.That(
            () => (Iam with { Database = Iam.Database + addition }).Check(Dependencies.Database),
            Throws.InvalidOperationException.With.Message.Contains(message)
                .And.Message.Contains("LEGO_DATABASE").And.Message.Not.Contains("planted-secret"));

    [Test]
    public void A_function_without_a_database_does_not_mind() =>
        Assert.That(() => (Iam with { Database = "" }).Check(Dependencies.Storage & Dependencies.Database), Throws.Nothing);
}
