using Entente.Bodies.Definitions;
using Npgsql;

namespace Entente.Bodies;

/// <summary>A definition with the number of its version. A withdrawn one takes no new statements; what was declared stays readable.</summary>
/// <param name="Withdrawn">Its file is no longer in the body's folder, or the folder itself is gone.</param>
public sealed record PublishedDefinition(string Body, Definition Definition, int Version, string Digest, bool Withdrawn, DateTimeOffset PublishedAt)
{
    /// <summary>The tables and columns that its versions have made, this one and those before it.</summary>
    public IReadOnlyList<DefinitionColumn> Columns { get; init; } = [];

    /// <summary>The states in which what was declared counts, in this version or any before it.</summary>
    public IReadOnlyList<string> Standing { get; init; } = [];
}

/// <summary>
/// A column of a section's table. A field whose type changed has several, one for each type; a section as a whole has one
/// without a field and a column, which names its table.
/// </summary>
/// <param name="Part">Blank for the value itself; answer, reason, currency, latitude, longitude for what belongs to it.</param>
/// <param name="Type">PostgreSQL's name of the type, and what else the values must have in common: <c>numeric kg</c>.</param>
/// <param name="Since">The version of the definition that made it.</param>
public sealed record DefinitionColumn(string Section, string Field, string Part, string Type, string Table, string Column, int Since)
{
    /// <summary>The type of the row that stands for the section's table.</summary>
    public const string OfTable = "table";

    /// <summary>The type of the row that says that the section has a companion table, for what is shown to others than the rest of its row.</summary>
    public const string OfApart = "apart";

    public bool IsTable => Field.Length == 0 && Type == OfTable;

    public bool IsApart => Field.Length == 0 && Type == OfApart;

    public string SqlType => Type.Split(' ')[0];
}

/// <summary>
/// Makes the tables of a version, as the database's owner, within the transaction that publishes it: both are there or neither.
/// </summary>
/// <param name="added">The columns that did not exist before.</param>
public delegate Task MakeTables(NpgsqlConnection connection, PublishedDefinition definition, IReadOnlyList<DefinitionColumn> added, CancellationToken cancel);
