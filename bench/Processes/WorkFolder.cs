using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Entente.Bench.Processes;

/// <summary>A folder for one run, open to the unprivileged account that the private database runs as.</summary>
public sealed class WorkFolder : IDisposable
{
    private const string Prefix = "entente-bench-";

    public WorkFolder()
    {
        foreach (var left in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            if (!Directory.Exists($"/proc/{left[(left.LastIndexOf('-') + 1)..]}"))
                Directory.Delete(left, recursive: true);
        }
        Path = Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}")).FullName;
    }

    public string Path { get; }

    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose()
    {
        // Two of one bench are one folder.
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}

/// <summary>A self-signed ECDSA certificate, as two PEM files that Kestrel reads, and the digest that Chromium is told.</summary>
public sealed record Certificate(string File, string Key, string KeyDigest)
{
    public static Certificate Make(string folder, string host, IPAddress address, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(time.GetUtcNow().AddDays(-1), time.GetUtcNow().AddDays(30));
        var made = new Certificate(Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"), Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo())));
        System.IO.File.WriteAllText(made.File, certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(made.Key, key.ExportPkcs8PrivateKeyPem());
        return made;
    }

    /// <summary>For clients that shall take this certificate, though nobody signed it, and no other.</summary>
    public SslClientAuthenticationOptions Trust()
    {
        var own = X509CertificateLoader.LoadCertificateFromFile(File);
        return new() { RemoteCertificateValidationCallback = (_, found, _, _) => own.Equals(found) };
    }

    /// <summary>Kestrel's own settings: TLS here, and plain HTTP on the loopback for whoever watches over the process.</summary>
    public Dictionary<string, string> Kestrel(IPAddress address, int tlsPort, int plainPort) => new(StringComparer.Ordinal)
    {
        ["Kestrel__Endpoints__Tls__Url"] = $"https://{address}:{tlsPort}",
        ["Kestrel__Endpoints__Tls__Certificate__Path"] = File,
        ["Kestrel__Endpoints__Tls__Certificate__KeyPath"] = Key,
        ["Kestrel__Endpoints__Plain__Url"] = $"http://127.0.0.1:{plainPort}",
    };
}
