using Npgsql;

namespace Lego.Migrations.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class OwnerConnectionTests
{
    private static readonly DatabaseSecret Secret = new() { Username = "owner", Password = "planted;secret", Host = "db.example", Port = 5433, Dbname = "lego" };

    [Test]
    public void The_secret_says_who_connects_and_where()
    {
        var connection = Create("Host=proxy.example;Username=lego_app;Database=other", Secret);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((connection.Username, connection.Password), Is.EqualTo(("owner", "planted;secret")));
            Assert.That((connection.Host, connection.Port, connection.Database), Is.EqualTo(("db.example", 5433, "lego")));
            Assert.That(connection.SslMode, Is.EqualTo(SslMode.Require));
            Assert.That((connection.Pooling, connection.CommandTimeout), Is.EqualTo((false, 900)));
        }
    }

    [Test]
    public void A_secret_that_RDS_manages_by_itself_gets_its_server_from_the_settings()
    {
        var connection = Create(
            "Host=db.example;Port=5434;Database=lego;SSL Mode=VerifyFull;Root Certificate=/var/task/rds.pem", new() { Username = "owner", Password = "x" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((connection.Host, connection.Port, connection.Database), Is.EqualTo(("db.example", 5434, "lego")));
            Assert.That((connection.SslMode, connection.RootCertificate), Is.EqualTo((SslMode.VerifyFull, "/var/task/rds.pem")));
        }
    }

    [Test]
    public void Without_a_secret_the_connection_string_stays() =>
        Assert.That(Create("Host=127.0.0.1;Username=lego;Password=local;Command Timeout=60", null), Has.Property("CommandTimeout").EqualTo(60)
            .And.Property("Password").EqualTo("local").And.Property("SslMode").EqualTo(SslMode.Prefer));

    [TestCase("username")]
    [TestCase("password")]
    [TestCase("host")]
    public void What_neither_has_is_named_without_the_secret(string missing)
    {
        var secret = Secret with
        {
            Username = missing == "username" ? null : Secret.Username,
            Password = missing == "password" ? null : Secret.Password,
            Host = missing == "host" ? null : Secret.Host,
        };

        Assert.That(
            () => OwnerConnection.Create("", secret),
            Throws.InvalidOperationException.With.Message.Contains("LEGO_DATABASE_SECRET has no " + missing).And.Message.Not.Contains("planted"));
    }

    private static NpgsqlConnectionStringBuilder Create(string settings, DatabaseSecret? secret) => new(OwnerConnection.Create(settings, secret));
}
