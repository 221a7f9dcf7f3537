using System.Reflection;
using Entente.Bodies.Loading;

namespace Entente.Bodies;

/// <summary><c>./entente new body CODE</c>: a folder to begin with, explained by comments and free of errors.</summary>
public static class NewBody
{
    private const string Skeleton = "new-body/";

    /// <summary>Writes <c>root/code</c>, or says why it cannot. Returns what the command ends with.</summary>
    public static int Create(string root, string code, TextWriter output)
    {
        var folder = Path.Combine(root, code);
        if (Refusal(folder, code) is { } reason)
        {
            output.WriteLine(reason);
            return 1;
        }
        foreach (var file in Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Skeleton, StringComparison.Ordinal)).Select(name => name[Skeleton.Length..]))
            Write(Path.Combine(folder, file), file, code);
        output.WriteLine($"{folder} is ready to be filled in. Begin with body.yaml; \"./entente check {folder}\" tells you what is still missing.");
        return 0;
    }

    private static string? Refusal(string folder, string code)
    {
        if (!Codes.IsBody(code))
            return $"\"{code}\" cannot be the code of a body. {Codes.BodyRule}";
        if (Codes.Reserved(code) is { } reason)
            return $"\"{code}\" cannot be the code of a body. {reason}";
        return Path.Exists(folder) ? $"There is a {folder} already." : null;
    }

    private static void Write(string path, string file, string code)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Skeleton + file)!;
        using var reader = new StreamReader(stream);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, reader.ReadToEnd().Replace("CODE", code, StringComparison.Ordinal));
    }
}
