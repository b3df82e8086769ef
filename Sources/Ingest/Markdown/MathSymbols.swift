/// The signs of formulas as TeX names them.
enum MathSymbols {
  /// The TeX of a sign or of the name of a function; nil where it stands for itself.
  static func tex(_ text: String) -> String? {
    if let name = names[text] { return name }
    if functions.contains(text) { return "\\\(text)" }
    // Invisible operators (Unicode, General Punctuation) say how to read, not what to write.
    if text.unicodeScalars.allSatisfy({ (0x2061...0x2064).contains($0.value) }) { return "" }
    return nil
  }

  /// True where what stands under and over it are its limits.
  static func takesLimits(_ tex: String) -> Bool { limited.contains(tex) }

  /// Accents over something, by their signs.
  static let accents = [
    "˙": "\\dot", "¨": "\\ddot", "^": "\\hat", "ˆ": "\\hat", "~": "\\tilde", "˜": "\\tilde",
    "→": "\\vec", "\u{20D7}": "\\vec", "¯": "\\overline", "‾": "\\overline", "ˉ": "\\bar",
    "―": "\\overline", "_": "\\overline", "⏞": "\\overbrace", "ˇ": "\\check", "˘": "\\breve",
    "´": "\\acute", "`": "\\grave",
  ]

  /// Accents under something, by their signs.
  static let underAccents = ["_": "\\underline", "‾": "\\underline", "⏟": "\\underbrace"]

  private static let functions: Set<String> = [
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim",
    "exp", "gcd", "hom", "inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min",
    "sec", "sin", "sinh", "sup", "tan", "tanh",
  ]

  private static let limited: Set<String> = [
    "\\sum", "\\prod", "\\coprod", "\\int", "\\oint", "\\bigcup", "\\bigcap", "\\lim", "\\max",
    "\\min", "\\sup", "\\inf", "\\limsup", "\\liminf", "\\bigoplus", "\\bigotimes", "\\bigvee",
    "\\bigwedge", "\\det", "\\gcd",
  ]

  private static let names = [
    "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ϵ": "\\epsilon",
    "ε": "\\varepsilon", "ζ": "\\zeta", "η": "\\eta", "θ": "\\theta", "ϑ": "\\vartheta",
    "ι": "\\iota", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu", "ν": "\\nu", "ξ": "\\xi",
    "π": "\\pi", "ϖ": "\\varpi", "ρ": "\\rho", "ϱ": "\\varrho", "σ": "\\sigma",
    "ς": "\\varsigma", "τ": "\\tau", "υ": "\\upsilon", "ϕ": "\\phi", "φ": "\\varphi",
    "χ": "\\chi", "ψ": "\\psi", "ω": "\\omega", "Γ": "\\Gamma", "Δ": "\\Delta", "Θ": "\\Theta",
    "Λ": "\\Lambda", "Ξ": "\\Xi", "Π": "\\Pi", "Σ": "\\Sigma", "Υ": "\\Upsilon", "Φ": "\\Phi",
    "Ψ": "\\Psi", "Ω": "\\Omega", "−": "-", "±": "\\pm", "∓": "\\mp", "×": "\\times",
    "÷": "\\div", "⋅": "\\cdot", "·": "\\cdot", "∗": "*", "⋆": "\\star", "∘": "\\circ",
    "⊕": "\\oplus", "⊗": "\\otimes", "⊥": "\\perp", "∧": "\\wedge", "∨": "\\vee", "¬": "\\neg",
    "∩": "\\cap", "∪": "\\cup", "∖": "\\setminus", "≤": "\\leq", "≥": "\\geq", "≠": "\\neq",
    "≡": "\\equiv", "≈": "\\approx", "≃": "\\simeq", "≅": "\\cong", "∼": "\\sim",
    "∝": "\\propto", "≪": "\\ll", "≫": "\\gg", "∈": "\\in", "∉": "\\notin", "∋": "\\ni",
    "⊂": "\\subset", "⊆": "\\subseteq", "⊃": "\\supset", "⊇": "\\supseteq", "∅": "\\emptyset",
    "∀": "\\forall", "∃": "\\exists", "∄": "\\nexists", "∂": "\\partial", "∇": "\\nabla",
    "∞": "\\infty", "∑": "\\sum", "∏": "\\prod", "∐": "\\coprod", "∫": "\\int", "∮": "\\oint",
    "⋃": "\\bigcup", "⋂": "\\bigcap", "⨁": "\\bigoplus", "⨂": "\\bigotimes", "⋁": "\\bigvee",
    "⋀": "\\bigwedge", "→": "\\to", "←": "\\leftarrow", "↔": "\\leftrightarrow", "↦": "\\mapsto",
    "⇒": "\\Rightarrow", "⇐": "\\Leftarrow", "⇔": "\\Leftrightarrow", "⟶": "\\longrightarrow",
    "⟹": "\\Longrightarrow", "⟺": "\\iff", "…": "\\ldots", "⋯": "\\cdots", "⋮": "\\vdots",
    "⋱": "\\ddots", "⟨": "\\langle", "⟩": "\\rangle", "⌊": "\\lfloor", "⌋": "\\rfloor",
    "⌈": "\\lceil", "⌉": "\\rceil", "‖": "\\|", "∥": "\\parallel", "∣": "\\mid", "′": "'",
    "ℏ": "\\hbar", "ℓ": "\\ell", "ℜ": "\\Re", "ℑ": "\\Im", "ℵ": "\\aleph", "°": "^{\\circ}",
    "ℝ": "\\mathbb{R}", "ℕ": "\\mathbb{N}", "ℤ": "\\mathbb{Z}", "ℚ": "\\mathbb{Q}",
    "ℂ": "\\mathbb{C}", "{": "\\{", "}": "\\}",
  ]
}
