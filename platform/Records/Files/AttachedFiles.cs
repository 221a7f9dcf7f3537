using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Files;

/// <summary>The files that a content names, as the scanner left them: one that was refused after it was attached is no answer.</summary>
internal static class AttachedFiles
{
    public const string Refused = "file-refused";

    private static readonly IReadOnlyDictionary<Guid, string> none = new Dictionary<Guid, string>();

    /// <summary>The names of those that were refused; a definition that asks for no file asks the database nothing.</summary>
    public static async ValueTask<IReadOnlyDictionary<Guid, string>> LoadRefused(NpgsqlConnection connection, Definition definition, Guid statement, CancellationToken cancel) =>
        definition.Sections.Any(section => section.Fields.Any(field => field.Type == FieldType.File))
            ? (await StoredFile.Of(connection, statement, cancel)).Where(file => file.State == FileState.Refused).ToDictionary(file => file.Id, file => file.Name)
            : none;

    public static IEnumerable<Fault> Faults(Statement content, IReadOnlyDictionary<Guid, string> refused) => refused.Count == 0 ? []
        : NamedFiles.In(content).Where(named => refused.ContainsKey(named.File)).Select(named => new Fault(Refused, CheckLevel.Error, named.Section.Code, null, null, named.Field.Code, refused[named.File]));
}
