using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lego.Testing;

/// <summary>A certificate for <c>localhost</c> and the authority that stands for it, made for one test.</summary>
public sealed class TestCertificate : IDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _server;
    private readonly RSA _serverKey = RSA.Create(2048);

    public TestCertificate()
    {
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var authorityKey = RSA.Create(2048);
        var authority = new CertificateRequest("CN=Lego test authority", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        _authority = authority.CreateSelfSigned(from, from.AddYears(1));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        var server = new CertificateRequest("CN=localhost", _serverKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        server.CertificateExtensions.Add(names.Build());
        server.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        _server = server.Create(_authority, from, from.AddMonths(6), RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>The authority, in PEM.</summary>
    public string AuthorityPem => _authority.ExportCertificatePem();

    /// <summary>The server's certificate, in PEM.</summary>
    public string ServerPem => _server.ExportCertificatePem();

    /// <summary>The server's key, in PEM.</summary>
    public string KeyPem => _serverKey.ExportPkcs8PrivateKeyPem();

    public void Dispose()
    {
        _serverKey.Dispose();
        _server.Dispose();
        _authority.Dispose();
    }
}
