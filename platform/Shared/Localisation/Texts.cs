using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Entente.Shared.Localisation;

/// <summary>
/// The catalogue: every text of every room in every language, read and parsed once. Mails and jobs, which
/// answer nobody's request, take the <see cref="Words"/> of their recipient from here.
/// </summary>
public sealed class Texts
{
    private const string Folder = "/texts/";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly FrozenDictionary<string, FrozenDictionary<string, Message>> _messages;
    private readonly ConcurrentDictionary<(string, string), bool> _reported = new();
    private readonly TimeProvider _time;
    private readonly ILogger<Texts> _log;

    private Texts(IReadOnlyDictionary<string, IReadOnlyDictionary<string, Message>> messages, IReadOnlyList<Language> languages, TimeProvider time, ILogger<Texts> log)
    {
        _messages = messages.ToFrozenDictionary(texts => texts.Key, texts => texts.Value.ToFrozenDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        Languages = languages;
        _time = time;
        _log = log;
    }

    /// <summary>The languages a page can be shown in; with the pseudo-languages where they were asked for. No menu offers those: a developer types their address.</summary>
    public IReadOnlyList<Language> Languages { get; }

    /// <param name="pseudo">Adds the two made-up languages with which developers look for clipped and mirrored pages.</param>
    public static Texts Load(Assembly assembly, bool pseudo, TimeProvider time, ILogger<Texts> log)
    {
        var messages = new Dictionary<string, IReadOnlyDictionary<string, Message>>(StringComparer.Ordinal);
        foreach (var language in Language.All)
            messages[language.Code] = new Dictionary<string, Message>(StringComparer.Ordinal);
        foreach (var text in Read(assembly))
        {
            if (text.Problem is { } problem)
                log.LogError("A text cannot be used: {File}, {Key}: {Problem}", text.File, text.Key, problem);
            else if (messages.TryGetValue(text.Language, out var known))
                ((Dictionary<string, Message>)known)[text.Key] = text.Message!;
        }
        if (pseudo)
            foreach (var language in PseudoLanguage.All)
                messages[language.Code] = PseudoLanguage.From(messages[Language.English.Code], language);
        return new Texts(messages, pseudo ? [.. Language.All, .. PseudoLanguage.All] : Language.All, time, log);
    }

    /// <summary>The texts in the person's language and, for instants, in the first known of these time zones.</summary>
    public Words WordsIn(string? languageCode, params ReadOnlySpan<string?> zones)
    {
        var zone = Zones.Resolve(zones);
        return For(Language.Find(languageCode, Languages) ?? Language.English, () => zone);
    }

    internal Words For(Language language, Func<TimeZoneInfo> zone) => new(this, language, zone, _time);

    internal bool Has(string key, Language language) => _messages[language.Code].ContainsKey(key);

    internal Message? Find(string key, Language language)
    {
        if (_messages[language.Code].TryGetValue(key, out var message))
            return message;
        // A page may show the same hole a thousand times; the log needs it once.
        if (_reported.TryAdd((key, language.Code), true))
            _log.LogError("The text {Key} is missing in {Language}", key, language.Code);
        return null;
    }

    /// <summary>Every text as it stands in its file, with what is wrong with it, for the catalogue and for its tests.</summary>
    public static IEnumerable<TextInFile> Read(Assembly assembly) =>
        from name in assembly.GetManifestResourceNames()
        where name.StartsWith("texts/", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal)
        orderby name
        from text in Read(name["texts/".Length..], assembly.GetManifestResourceStream(name)!)
        select text;

    private static IEnumerable<TextInFile> Read(string file, Stream content)
    {
        var language = Path.GetFileNameWithoutExtension(file);
        var room = file.LastIndexOf(Folder, StringComparison.Ordinal) is >= 0 and var end ? file[..end] : "";
        using var stream = content;
        JsonDocument json;
        string? problem;
        try
        {
            json = JsonDocument.Parse(stream, Strict);
            problem = json.RootElement.ValueKind == JsonValueKind.Object ? null : "the file must be one object of keys and texts";
        }
        catch (JsonException malformed)
        {
            (json, problem) = (JsonDocument.Parse("{}"), malformed.Message);
        }
        using (json)
        {
            return problem is null
                ? [.. json.RootElement.EnumerateObject().Select(text => Read(file, room, language, text))]
                : [new TextInFile(file, room, language, "", "", null, problem)];
        }
    }

    private static TextInFile Read(string file, string room, string language, JsonProperty text)
    {
        if (text.Value.ValueKind != JsonValueKind.String)
            return new TextInFile(file, room, language, text.Name, "", null, "the text must be a string");
        var source = text.Value.GetString()!;
        try
        {
            return new TextInFile(file, room, language, text.Name, source, Message.Parse(source), null);
        }
        catch (MalformedMessage malformed)
        {
            return new TextInFile(file, room, language, text.Name, source, null, malformed.Message);
        }
    }
}

/// <summary>One text as a translator wrote it, in the file of its room and language.</summary>
public sealed record TextInFile(string File, string Room, string Language, string Key, string Source, Message? Message, string? Problem);
