using Entente.Records.Api;

namespace Entente.Records.Certificates;

/// <summary>What certificates have beside other records: verification for everybody, a document, a ledger.</summary>
public static class CertificatesPart
{
    public static void AddCertificates(this IServiceCollection services) => services.AddSingleton<Verification>().AddSingleton<Issued>();

    public static void MapCertificates(this WebApplication app)
    {
        var api = app.MapGroup(ApiRoom.Root).AllowAnonymous();
        api.MapGet("verify", VerifyEndpoint.Verify);
        api.MapGet("{body}/{definition}/{id:guid}/line-balances", VerifyEndpoint.Balances);
    }
}
