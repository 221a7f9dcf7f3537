using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Entente.Disclosure;

/// <summary>
/// A program through which any key service can be attached (PKCS#11, a cloud's). It is called as <c>PROGRAM name</c>,
/// <c>wrap BODY PARTY ID</c>, <c>unwrap BODY PARTY ID ROOT</c>, <c>destroy BODY PARTY INSTANT</c> and <c>destroyed BODY PARTY</c>, reads
/// base64 and answers with base64 (or a name, or an instant), and ends with 3 where the key of that id was destroyed.
/// </summary>
public sealed class RootKeyProgram(string program) : RootKey
{
    private const int IsGone = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public override string? Name => Ask(["name"], "") is { Length: > 0 } name ? name : null;

    // A key service keeps the versions of its keys itself.
    public override bool Knows(string root) => Name is not null;

    public override byte[] Wrap(KeyOwner owner, Guid id, ReadOnlySpan<byte> key) =>
        Ask(["wrap", owner.Body, owner.Party, id.ToString()], Convert.ToBase64String(key)) is { } wrapped ? Convert.FromBase64String(wrapped) : throw new RootKeyRefused($"The keys of {owner.Body} {owner.Party} were destroyed.");

    public override byte[]? Unwrap(KeyOwner owner, Guid id, string root, ReadOnlySpan<byte> wrapped) =>
        Ask(["unwrap", owner.Body, owner.Party, id.ToString(), root], Convert.ToBase64String(wrapped)) is { } key ? Convert.FromBase64String(key) : null;

    public override void Destroy(KeyOwner owner, DateTimeOffset at) => Ask(["destroy", owner.Body, owner.Party, at.ToString("O", CultureInfo.InvariantCulture)], "");

    public override DateTimeOffset? DestroyedAt(KeyOwner owner) =>
        Ask(["destroyed", owner.Body, owner.Party], "") is { Length: > 0 } at ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) : null;

    private string? Ask(string[] words, string said)
    {
        try
        {
            using var asked = Process.Start(new ProcessStartInfo(program, words) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var complaint = new StringBuilder();
            asked.ErrorDataReceived += (_, line) => complaint.AppendLine(line.Data);
            asked.BeginErrorReadLine();
            asked.StandardInput.WriteLine(said);
            asked.StandardInput.Close();
            var late = false;
            using var patience = new Timer(_ => { late = true; asked.Kill(entireProcessTree: true); }, null, Patience, Timeout.InfiniteTimeSpan);
            var answer = asked.StandardOutput.ReadToEnd();
            asked.WaitForExit();
            if (late)
                throw new RootKeyRefused($"The key service {program} did not answer within {Patience.TotalSeconds:0} seconds.");
            return asked.ExitCode switch
            {
                0 => answer.Trim(),
                IsGone => null,
                var code => throw new RootKeyRefused(string.Create(CultureInfo.InvariantCulture, $"The key service {program} refused \"{words[0]}\" with {code}: {complaint.ToString().Trim()}")),
            };
        }
        catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or IOException)
        {
            throw new RootKeyRefused($"The key service {program} cannot be started: {problem.Message}", problem);
        }
    }
}
