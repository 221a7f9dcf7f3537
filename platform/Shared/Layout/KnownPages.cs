namespace Entente.Shared.Layout;

/// <summary>Which addresses are served, so that the frame links only to what exists.</summary>
public sealed class KnownPages(EndpointDataSource endpoints)
{
    private readonly Lazy<HashSet<string>> _addresses = new(() => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText?.TrimStart('/')).ToHashSet(StringComparer.OrdinalIgnoreCase));

    public bool Has(string address) => _addresses.Value.Contains(address);
}
