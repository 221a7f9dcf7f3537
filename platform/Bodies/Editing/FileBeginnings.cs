using Entente.Bodies.Loading;

namespace Entente.Bodies.Editing;

/// <summary>What a new file begins with: the little that its kind cannot do without, to be filled in.</summary>
internal static class FileBeginnings
{
    public static string Of(string path, Body body, string? name = null)
    {
        if (FolderRules.IsList(path))
            return $"code,{string.Join(',', body.Languages.Select(language => $"label.{language}"))},from,until,parent\n";
        if (FolderRules.Definition(path) is var (code, kind))
            return Definition(name ?? code, kind, body);
        if (FolderRules.IsExample(path))
            return "definition: \nparty: \nperiod: \ncontent: {}\nfindings: []\n";
        return "# \n";
    }

    private static string Definition(string name, Definitions.DefinitionKind kind, Body body)
    {
        var own = kind switch
        {
            Definitions.DefinitionKind.Return => "every: year\ndue: period.end + @\"P90D\"\n",
            Definitions.DefinitionKind.Register => "title: [name]\n",
            Definitions.DefinitionKind.Case or Definitions.DefinitionKind.Certificate => "number: \"{year}-{0000}\"\ntitle: [name]\n",
            _ => "title: [name]\n",
        };
        var audience = body.Audiences.Count > 0 ? body.Audiences[0].Code : "body";
        return $"""
            # yaml-language-server: $schema=../../docs/definition.schema.json
            name: {Texts(name, body)}
            declared-by: {(kind == Definitions.DefinitionKind.Notice ? "body" : audience)}
            {own}
            sections:
              main:
                name: {Texts(name, body)}
                fields:
                  name: {"{"}type: text, name: {Texts("Name", body)}{"}"}

            """;
    }

    // A name may hold what YAML reads as something else.
    private static string Quoted(string text) => text.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-') && text.Length > 0 && char.IsLetter(text[0]) ? text : System.Text.Json.JsonSerializer.Serialize(text);

    private static string Texts(string text, Body body) => $"{{{string.Join(", ", body.Languages.Select(language => $"{language}: {Quoted(text)}"))}}}";
}
