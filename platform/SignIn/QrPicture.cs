using System.Text;
using QRCoder;

namespace Entente.SignIn;

/// <summary>A QR code as one SVG path, to stand in the page itself: the key is in no other file and no cache.</summary>
public sealed record QrPicture(int Size, string Path)
{
    public static QrPicture Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        // The matrix already has the quiet zone around it that readers need.
        for (var row = 0; row < code.ModuleMatrix.Count; row++)
            for (var column = 0; column < code.ModuleMatrix.Count; column++)
                if (code.ModuleMatrix[row][column])
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
        return new QrPicture(code.ModuleMatrix.Count, path.ToString());
    }
}
