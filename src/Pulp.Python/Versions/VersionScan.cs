namespace Pulp.Python;

/// <summary>Where the parts of a version stand in its text. One pass from left to right, never back by more than a separator: linear on any input.</summary>
internal ref struct VersionScan
{
    /// <summary>Above every number that is packed, and far from overflow when a digit is added.</summary>
    private const ulong Clamp = 1_000_000_000_000;

    public readonly ReadOnlySpan<char> Text;
    private int _at;

    public int EpochEnd = -1;
    public int ReleaseStart;
    public int ReleaseEnd;
    public int ReleaseLength;

    /// <summary>Numbers clamped: exact when small enough to be packed, else just too big.</summary>
    public ulong Epoch, Release0, Release1, Release2, Release3, PreNumber, PostNumber, DevNumber;

    /// <summary>Is there something but zero after the fourth release number?</summary>
    public bool MoreRelease;
    public PreKind Pre = PreKind.None;
    public bool HasPost, HasDev;
    public int PreStart, PreEnd, PostStart, PostEnd, DevStart, DevEnd;
    public int LocalStart = -1;

    public VersionScan(ReadOnlySpan<char> text) => Text = text;

    /// <summary>Is the whole text a version (PEP 440, appendix B)? White space at the ends must be gone already.</summary>
    public bool Run()
    {
        ReadOnlySpan<char> text = Text;
        if (text.Length > 0 && (text[0] | 0x20) == 'v') _at = 1;
        if (!ReadRelease()) return false;
        if (_at == text.Length) return true;
        ReadPre();
        ReadPost();
        ReadDev();
        return ReadLocal() && _at == text.Length;
    }

    private bool ReadRelease()
    {
        ReleaseStart = _at;
        if (!ReadNumber(out ulong value)) return false;
        if (_at < Text.Length && Text[_at] == '!')
        {
            Epoch = value;
            EpochEnd = _at++;
            ReleaseStart = _at;
            if (!ReadNumber(out value)) return false;
        }

        Release0 = value;
        int count = 1;
        while (_at + 1 < Text.Length && Text[_at] == '.' && PythonText.IsDigit(Text[_at + 1]))
        {
            _at++;
            ReadNumber(out value);
            switch (count++)
            {
                case 1: Release1 = value; break;
                case 2: Release2 = value; break;
                case 3: Release3 = value; break;
                default: MoreRelease |= value != 0; break;
            }
        }

        ReleaseLength = count;
        ReleaseEnd = _at;
        return true;
    }

    private void ReadPre()
    {
        int at = SkipSeparator(_at);
        if (at >= Text.Length) return;
        int length;
        switch (Text[at] | 0x20)
        {
            case 'a': Pre = PreKind.Alpha; length = Is(at, "alpha") ? 5 : 1; break;
            case 'b': Pre = PreKind.Beta; length = Is(at, "beta") ? 4 : 1; break;
            case 'c': Pre = PreKind.Candidate; length = 1; break;
            case 'r' when Is(at, "rc"): Pre = PreKind.Candidate; length = 2; break;
            case 'p' when Is(at, "pre"): Pre = PreKind.Candidate; length = Is(at, "preview") ? 7 : 3; break;
            default: return;
        }

        _at = SkipSeparator(at + length);
        PreStart = _at;
        ReadNumber(out PreNumber);
        PreEnd = _at;
    }

    private void ReadPost()
    {
        int at = SkipSeparator(_at);
        if (at >= Text.Length) return;
        if (at > _at && Text[_at] == '-' && PythonText.IsDigit(Text[at]))
        {
            _at = at;
        }
        else
        {
            int length = (Text[at] | 0x20) switch
            {
                'p' when Is(at, "post") => 4,
                'r' => Is(at, "rev") ? 3 : 1,
                _ => 0,
            };
            if (length == 0) return;
            _at = SkipSeparator(at + length);
        }

        HasPost = true;
        PostStart = _at;
        ReadNumber(out PostNumber);
        PostEnd = _at;
    }

    private void ReadDev()
    {
        int at = SkipSeparator(_at);
        if (!Is(at, "dev")) return;
        _at = SkipSeparator(at + 3);
        HasDev = true;
        DevStart = _at;
        ReadNumber(out DevNumber);
        DevEnd = _at;
    }

    private bool ReadLocal()
    {
        if (_at >= Text.Length || Text[_at] != '+') return true;
        LocalStart = ++_at;
        bool wanted = true;
        for (; _at < Text.Length; _at++)
        {
            char c = Text[_at];
            if (PythonText.IsAlphanumeric(c)) wanted = false;
            else if (!wanted && ProjectName.IsSeparator(c)) wanted = true;
            else return false;
        }

        return !wanted;
    }

    private readonly int SkipSeparator(int at) => at < Text.Length && ProjectName.IsSeparator(Text[at]) ? at + 1 : at;

    /// <summary>Does a lower-case ASCII word stand here, in letters of either case?</summary>
    private readonly bool Is(int at, string word)
    {
        if (Text.Length - at < word.Length) return false;
        for (int i = 0; i < word.Length; i++)
        {
            if ((Text[at + i] | 0x20) != word[i]) return false;
        }

        return true;
    }

    private bool ReadNumber(out ulong value)
    {
        int start = _at;
        ulong sum = 0;
        while (_at < Text.Length && PythonText.IsDigit(Text[_at]))
        {
            sum = sum >= Clamp ? Clamp : (sum * 10) + (uint)(Text[_at] - '0');
            _at++;
        }

        value = sum;
        return _at > start;
    }
}
