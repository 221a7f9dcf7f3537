using Entente.Bodies;

namespace Entente.Client.Run;

/// <summary>Whom to sign in as in a demonstration: of the bodies in which something was declared, somebody in each post.</summary>
public static class DemonstrationCast
{
    public static IReadOnlyList<string> Of(string bodies)
    {
        var rows = Demonstration.Rows(bodies).Where(row => row.Body == "installation" || File.Exists(Path.Combine(bodies, row.Body, "demo", "declarations.json"))).DistinctBy(row => (row.Body, row.Post)).ToList();
        return rows.Count == 0 ? [] : ["Sign in as somebody, for instance:", .. rows.Select(row => $"  {row.Name} ({row.Post}{(row.Party is { } party ? $" of {party}" : "")}, {row.Body})")];
    }
}
