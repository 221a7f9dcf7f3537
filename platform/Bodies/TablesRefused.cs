namespace Entente.Bodies;

/// <summary>The tables of a definition cannot be made as it stands: nothing was published, and the finding says why.</summary>
public sealed class TablesRefused(Finding finding, Exception inner) : Exception(finding.ToString(), inner)
{
    public Finding Finding { get; } = finding;
}

/// <summary>The schema that is named after a body, for what is declared to it.</summary>
public static class BodySchema
{
    /// <summary>How its comment begins; a schema without it belongs to somebody else.</summary>
    public const string Mark = "What is declared to ";
}
