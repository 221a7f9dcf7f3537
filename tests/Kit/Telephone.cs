using Entente.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Kit;

/// <summary>The authenticator application on somebody's telephone, by the application's clock.</summary>
public sealed class Telephone(TestApp app, byte[] key)
{
    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    public static Telephone Reads(TestApp app, string typedKey)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(typedKey.Where(char.IsLetterOrDigit).Select(letter => Convert.ToString(alphabet.IndexOf(letter), 2).PadLeft(5, '0')));
        return new Telephone(app, [.. bits.Chunk(8).Where(octet => octet.Length == 8).Select(octet => Convert.ToByte(new string(octet), 2))]);
    }

    public string Code() => OneTimeCodes.At(key, OneTimeCodes.StepAt(app.Services.GetRequiredService<TimeProvider>().GetUtcNow()));

    /// <summary>The last code was used; half a minute later there is a new one.</summary>
    public string NextCode()
    {
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        return Code();
    }

    public string WrongCode() => Code() == "000000" ? "111111" : "000000";
}
