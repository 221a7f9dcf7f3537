using Entente.Bodies;
using Entente.Records.Reading;
using Entente.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Entente.Records.Drafts;

/// <summary>What the room of records has for drafts.</summary>
internal static class DraftsPart
{
    public static void AddDrafts(this IServiceCollection services)
    {
        services.TryAddSingleton<Readings>();
        services.TryAddSingleton<DefinitionOf>(provider => async (body, code, version, cancel) =>
            (await provider.GetRequiredService<DefinitionCatalogue>().Find(body, code, version, cancel))?.Definition);
        services.AddSingleton<Drafting>();
        services.AddSingleton<CellsEndpoint>();
        services.AddJob<Drafting>(Drafting.PackJob, (drafting, job, stop) => drafting.Pack(job.Read<Packing>().Statement, stop));
    }

    private sealed record Packing(Guid Statement);
}
